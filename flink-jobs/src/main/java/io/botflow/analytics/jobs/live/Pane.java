package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * One minute of one of an organization's bots: sliding hours are made of these.
 *
 * @param minute minutes since the epoch
 */
record Pane(UUID botId, long minute) {
    static final TypeInformation<Pane> TYPE = new CompactTypeInfo<>(Pane.class, new PaneSerializer());

    /** The form of the key in state. */
    public static final class PaneSerializer extends CompactSerializer<Pane> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(Pane pane, DataOutputView out) throws IOException {
            Compact.writeUuid(pane.botId, out);
            Compact.writeLong(pane.minute, out);
        }

        @Override
        public Pane deserialize(DataInputView in) throws IOException {
            return new Pane(Compact.readUuid(in), Compact.readLong(in));
        }
    }
}
