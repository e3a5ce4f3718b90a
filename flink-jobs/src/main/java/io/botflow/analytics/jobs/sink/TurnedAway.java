package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that is not counted, on its way to a topic of its own; its key and bytes are untouched, unless a producer's
 * compression let it be larger than its topic allows: no other topic is sure to take it then, and one that is refused
 * would stop the job for ever.
 *
 * @param reason null where the topic says it all
 * @param detail null where the topic says it all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TurnedAway(byte[] key, byte[] value, int partition, long offset, String reason, String detail) {
    public static final TypeInformation<TurnedAway> TYPE =
            new CompactTypeInfo<>(TurnedAway.class, new TurnedAwaySerializer());

    /** What {@code bot-events} takes without compression, the key included. */
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** An invalid record, with its fault. */
    public static TurnedAway invalid(BotRecord from) {
        boolean isKept = length(from.value()) <= MAX_BYTES;
        String detail = from.fault().detail();
        return new TurnedAway(
                keyThatFits(from),
                isKept ? from.value() : null,
                from.partition(),
                from.offset(),
                from.fault().reason().wireName(),
                isKept ? detail : detail + "; the value is left out, it is where the record came from");
    }

    /** A valid event behind the lateness horizon. */
    public static TurnedAway late(BotRecord from) {
        return new TurnedAway(keyThatFits(from), from.value(), from.partition(), from.offset(), null, null);
    }

    private static byte[] keyThatFits(BotRecord from) {
        return (long) length(from.key()) + length(from.value()) <= MAX_BYTES ? from.key() : null;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    ProducerRecord<byte[], byte[]> to(String topic) {
        ProducerRecord<byte[], byte[]> to = new ProducerRecord<>(topic, key, value);
        if (reason != null) {
            header(to, Topics.HEADER_REASON, reason);
            header(to, Topics.HEADER_DETAIL, detail);
        }
        header(to, Topics.HEADER_SOURCE_TOPIC, Topics.BOT_EVENTS);
        header(to, Topics.HEADER_SOURCE_PARTITION, Integer.toString(partition));
        header(to, Topics.HEADER_SOURCE_OFFSET, Long.toString(offset));
        return to;
    }

    private static void header(ProducerRecord<byte[], byte[]> to, String name, String value) {
        to.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Carries records to a sink in a task of its own; never kept in state. */
    public static final class TurnedAwaySerializer extends CompactSerializer<TurnedAway> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(TurnedAway turnedAway, DataOutputView out) throws IOException {
            Compact.writeBytes(turnedAway.key, out);
            Compact.writeBytes(turnedAway.value, out);
            Compact.writeLong(turnedAway.partition, out);
            Compact.writeLong(turnedAway.offset, out);
            Compact.writeString(turnedAway.reason, out);
            Compact.writeString(turnedAway.detail, out);
        }

        @Override
        public TurnedAway deserialize(DataInputView in) throws IOException {
            return new TurnedAway(
                    Compact.readBytes(in),
                    Compact.readBytes(in),
                    Compact.readInt(in),
                    Compact.readLong(in),
                    Compact.readString(in),
                    Compact.readString(in));
        }
    }
}
