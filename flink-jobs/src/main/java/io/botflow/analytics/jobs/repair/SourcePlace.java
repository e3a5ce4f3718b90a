package io.botflow.analytics.jobs.repair;

import io.botflow.analytics.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Where in {@code bot-events} a record lies that was turned away: what tells it from another, and its copies. */
public record SourcePlace(int partition, long offset) {
    /**
     * As the headers of a turned away record say.
     *
     * @throws IOException if they do not
     */
    public static SourcePlace of(ConsumerRecord<byte[], byte[]> turnedAway) throws IOException {
        try {
            return new SourcePlace(
                    Integer.parseInt(header(turnedAway, Topics.HEADER_SOURCE_PARTITION)),
                    Long.parseLong(header(turnedAway, Topics.HEADER_SOURCE_OFFSET)));
        } catch (NumberFormatException e) {
            throw new IOException(
                    turnedAway.topic() + " partition " + turnedAway.partition() + " offset " + turnedAway.offset()
                            + " does not say in its headers where it comes from",
                    e);
        }
    }

    /** The text of a header; empty if there is none. */
    public static String header(ConsumerRecord<byte[], byte[]> turnedAway, String name) {
        Header header = turnedAway.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
