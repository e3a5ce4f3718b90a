package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What is to be counted more, or less, for a bot in a minute; combined before the shuffle.
 *
 * @param minute minutes since the epoch
 * @param messages the minute's messages; without active conversations
 * @param started conversations that started in the minute, signed
 * @param active conversations that are active now or not any more, signed; of no minute
 */
record LiveChange(UUID organizationId, UUID botId, long minute, RollingFigures messages, long started, long active) {
    static final TypeInformation<LiveChange> TYPE = new CompactTypeInfo<>(LiveChange.class, new LiveChangeSerializer());

    /** Carries changes over the network; never kept in state. */
    public static final class LiveChangeSerializer extends CompactSerializer<LiveChange> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(LiveChange change, DataOutputView out) throws IOException {
            Compact.writeUuid(change.organizationId, out);
            Compact.writeUuid(change.botId, out);
            Compact.writeLong(change.minute, out);
            Compact.writeBytes(change.messages.toBytes(), out);
            Compact.writeLong(change.started, out);
            Compact.writeLong(change.active, out);
        }

        @Override
        public LiveChange deserialize(DataInputView in) throws IOException {
            return new LiveChange(
                    Compact.readUuid(in),
                    Compact.readUuid(in),
                    Compact.readLong(in),
                    RollingFigures.fromBytes(Compact.readBytes(in)),
                    Compact.readLong(in),
                    Compact.readLong(in));
        }
    }
}
