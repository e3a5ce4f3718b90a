package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Facts of one bot in one minute, combined before the shuffle.
 *
 * @param minute minutes since the epoch
 */
public record BotMinute(UUID organizationId, UUID botId, long minute, BotBucket facts) {
    public static final TypeInformation<BotMinute> TYPE =
            new CompactTypeInfo<>(BotMinute.class, new BotMinuteSerializer());

    public BotDay day() {
        return new BotDay(organizationId, botId, Math.floorDiv(minute, BotDay.MINUTES));
    }

    /** Carries combined facts over the network; never kept in state. */
    public static final class BotMinuteSerializer extends CompactSerializer<BotMinute> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(BotMinute combined, DataOutputView out) throws IOException {
            Compact.writeUuid(combined.organizationId, out);
            Compact.writeUuid(combined.botId, out);
            Compact.writeLong(combined.minute, out);
            combined.facts.write(out);
        }

        @Override
        public BotMinute deserialize(DataInputView in) throws IOException {
            return new BotMinute(Compact.readUuid(in), Compact.readUuid(in), Compact.readLong(in), BotBucket.read(in));
        }
    }
}
