package io.botflow.analytics.jobs.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A second opinion on which records are valid events: reads one record by the rules, without a thought for speed. */
public final class ReferenceEventReader {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_NESTING = 100;
    private static final int MAX_DIGITS = 1000;
    private static final long MAX_AHEAD_MILLIS = 600_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .build();

    private ReferenceEventReader() {}

    /** An event or the fault that keeps the record from being one. */
    public record Reading(BotEvent event, Fault fault) {
        public boolean isValid() {
            return event != null;
        }
    }

    /** One field as it stands in the JSON: kind of value and its text, unescaped. */
    record Field(JsonToken token, String text) {}

    /** Reads a record's value, null for a tombstone, with the time that Kafka gave the record. */
    public static Reading read(byte[] value, long recordTimestamp) {
        Reading reading = read(value);
        if (reading.isValid() && reading.event().occurredAt() > recordTimestamp + MAX_AHEAD_MILLIS) {
            return new Reading(null, new Fault(FaultReason.IN_THE_FUTURE, "occurred_at"));
        }
        return reading;
    }

    /** Reads a record's value, null for a tombstone, taking any time for past. */
    public static Reading read(byte[] value) {
        try {
            return new Reading(event(value), null);
        } catch (InvalidRecord e) {
            return new Reading(null, e.fault());
        }
    }

    private static BotEvent event(byte[] value) throws InvalidRecord {
        if (value != null && value.length > MAX_BYTES) {
            throw new InvalidRecord(FaultReason.TOO_LARGE, "");
        }
        if (value == null) {
            throw new InvalidRecord(FaultReason.NOT_JSON, "no value");
        }
        ReferenceFields fields = new ReferenceFields(fields(text(value)));
        EventType type = fields.eventType();
        return fields.event(type);
    }

    private static String text(byte[] value) throws InvalidRecord {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRecord(FaultReason.NOT_JSON, "UTF-8");
        }
    }

    private static Map<String, Field> fields(String json) throws InvalidRecord {
        if (json.startsWith("\uFEFF")) {
            throw new InvalidRecord(FaultReason.NOT_JSON, "byte order mark");
        }
        Map<String, Field> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new InvalidRecord(FaultReason.NOT_JSON, "not an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                fields.put(name, new Field(token, token.isScalarValue() ? parser.getText() : ""));
                checkValue(parser);
            }
            if (parser.nextToken() != null) {
                throw new InvalidRecord(FaultReason.NOT_JSON, "more than one value");
            }
        } catch (IOException e) {
            throw new InvalidRecord(FaultReason.NOT_JSON, e.getMessage());
        }
        return fields;
    }

    /** Reads to the end of the value at which the parser stands. */
    private static void checkValue(JsonParser parser) throws IOException, InvalidRecord {
        int depth = 0;
        while (true) {
            JsonToken token = parser.currentToken();
            if (token == null) {
                throw new InvalidRecord(FaultReason.NOT_JSON, "cut short");
            }
            if (token.isNumeric()
                    && parser.getText()
                                    .chars()
                                    .filter(c -> c >= '0' && c <= '9')
                                    .count()
                            > MAX_DIGITS) {
                throw new InvalidRecord(FaultReason.NOT_JSON, "a number over 1000 digits");
            }
            if (token == JsonToken.VALUE_STRING) {
                parser.getText();
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
            parser.nextToken();
        }
    }
}
