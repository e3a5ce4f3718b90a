package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.Ids;
import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.Comparator;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * One bot on one UTC day: the key of what is rolled up per bot.
 *
 * @param day days since the epoch
 */
public record BotDay(UUID organizationId, UUID botId, long day) {
    public static final TypeInformation<BotDay> TYPE = new CompactTypeInfo<>(BotDay.class, new BotDaySerializer());

    static final int MINUTES = 24 * 60;
    static final long MILLIS = MINUTES * 60_000L;
    static final Comparator<BotDay> ORDER = Comparator.comparing(BotDay::organizationId, Ids.AS_TEXT)
            .thenComparing(BotDay::botId, Ids.AS_TEXT)
            .thenComparingLong(BotDay::day);

    /** Decides the task, so it must never change: spelled out, since that of a record is left to the JDK. */
    @Override
    public int hashCode() {
        return 31 * (31 * organizationId.hashCode() + botId.hashCode()) + Long.hashCode(day);
    }

    /** The form of the key in state. */
    public static final class BotDaySerializer extends CompactSerializer<BotDay> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(BotDay key, DataOutputView out) throws IOException {
            Compact.writeUuid(key.organizationId, out);
            Compact.writeUuid(key.botId, out);
            Compact.writeLong(key.day, out);
        }

        @Override
        public BotDay deserialize(DataInputView in) throws IOException {
            return new BotDay(Compact.readUuid(in), Compact.readUuid(in), Compact.readLong(in));
        }
    }
}
