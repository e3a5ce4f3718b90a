package io.botflow.analytics.jobs.archive;

import io.botflow.analytics.jobs.admission.EventIds;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The events of a conversation that were read, kept for a lateness horizon after the newest.
 *
 * @param newestAt milliseconds since the epoch
 */
record KnownEvents(EventIds eventIds, long newestAt) {
    static final TypeInformation<KnownEvents> TYPE =
            new CompactTypeInfo<>(KnownEvents.class, new KnownEventsSerializer());

    /** The form in state. */
    public static final class KnownEventsSerializer extends CompactSerializer<KnownEvents> {
        private static final long serialVersionUID = 1;
        private static final byte FORMAT = 1;

        @Override
        protected void write(KnownEvents known, DataOutputView out) throws IOException {
            out.writeByte(FORMAT);
            known.eventIds.write(out);
            out.writeLong(known.newestAt);
        }

        @Override
        public KnownEvents deserialize(DataInputView in) throws IOException {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IOException("event ids of format " + format + ", known is " + FORMAT);
            }
            return new KnownEvents(EventIds.read(in), in.readLong());
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public KnownEvents copy(KnownEvents from) {
            return new KnownEvents(from.eventIds.copy(), from.newestAt);
        }
    }
}
