package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is shown of one UTC hour of an organization. */
record HourCounts(long messages, long successful, long failed, long tokens) {
    static final TypeInformation<HourCounts> TYPE = new CompactTypeInfo<>(HourCounts.class, new HourCountsSerializer());

    static final HourCounts NOTHING = new HourCounts(0, 0, 0, 0);

    HourCounts plus(RollingFigures more) {
        return new HourCounts(
                messages + more.messages(),
                successful + more.successful(),
                failed + more.failed(),
                tokens + more.tokens());
    }

    /** The form in state. */
    public static final class HourCountsSerializer extends CompactSerializer<HourCounts> {
        private static final long serialVersionUID = 1;
        private static final byte FORMAT = 1;

        @Override
        protected void write(HourCounts counts, DataOutputView out) throws IOException {
            out.writeByte(FORMAT);
            Compact.writeLong(counts.messages, out);
            Compact.writeLong(counts.successful, out);
            Compact.writeLong(counts.failed, out);
            Compact.writeLong(counts.tokens, out);
        }

        @Override
        public HourCounts deserialize(DataInputView in) throws IOException {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IOException("hour of format " + format + ", known is " + FORMAT);
            }
            return new HourCounts(
                    Compact.readLong(in), Compact.readLong(in), Compact.readLong(in), Compact.readLong(in));
        }
    }
}
