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
 * A record that is not counted, on its way to a topic of its own; its key and bytes are untouched.
 *
 * @param reason null where the topic says it all
 * @param detail null where the topic says it all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TurnedAway(byte[] key, byte[] value, int partition, long offset, String reason, String detail) {
    public static final TypeInformation<TurnedAway> TYPE =
            new CompactTypeInfo<>(TurnedAway.class, new TurnedAwaySerializer());

    /** An invalid record, with its fault. */
    public static TurnedAway invalid(BotRecord from) {
        return new TurnedAway(
                from.key(),
                from.value(),
                from.partition(),
                from.offset(),
                from.fault().reason().wireName(),
                from.fault().detail());
    }

    /** A valid event behind the lateness horizon. */
    public static TurnedAway late(BotRecord from) {
        return new TurnedAway(from.key(), from.value(), from.partition(), from.offset(), null, null);
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
        public void serialize(TurnedAway turnedAway, DataOutputView out) throws IOException {
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
