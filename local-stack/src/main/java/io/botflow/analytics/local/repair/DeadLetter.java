package io.botflow.analytics.local.repair;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.botflow.analytics.jobs.repair.SourcePlace;
import io.botflow.analytics.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that broke a rule.
 *
 * @param source where it lies in {@code bot-events}
 * @param at when it was turned away
 * @param reason the kind of fault
 * @param detail names the field
 * @param value the record as it was sent; null for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DeadLetter(SourcePlace source, Instant at, String reason, String detail, byte[] value) {
    static DeadLetter of(ConsumerRecord<byte[], byte[]> turnedAway) throws IOException {
        return new DeadLetter(
                SourcePlace.of(turnedAway),
                Instant.ofEpochMilli(turnedAway.timestamp()),
                SourcePlace.header(turnedAway, Topics.HEADER_REASON),
                SourcePlace.header(turnedAway, Topics.HEADER_DETAIL),
                turnedAway.value());
    }

    /** One line of JSON with all of it. The value is text, or base64 where it is not UTF-8. */
    byte[] toJson(JsonFactory json) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(line)) {
            out.writeStartObject();
            out.writeNumberField("source_partition", source.partition());
            out.writeNumberField("source_offset", source.offset());
            out.writeStringField("turned_away_at", at.toString());
            out.writeStringField("reason", reason);
            out.writeStringField("detail", detail);
            Optional<String> text = text();
            if (value == null) {
                out.writeNullField(RepairedLine.VALUE);
            } else if (text.isPresent()) {
                out.writeStringField(RepairedLine.VALUE, text.get());
            } else {
                out.writeStringField("value_base64", Base64.getEncoder().encodeToString(value));
            }
            out.writeEndObject();
        }
        return line.toByteArray();
    }

    private Optional<String> text() {
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.of(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value))
                            .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }
}
