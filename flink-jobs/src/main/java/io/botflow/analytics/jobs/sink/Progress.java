package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How far a job has come, in milliseconds since the epoch.
 *
 * @param completeUntil every event up to this event time is in the tables; null if not known yet
 * @param asOf event time of the stream
 */
public record Progress(String job, Long completeUntil, long asOf) {
    public static final TypeInformation<Progress> TYPE =
            new CompactTypeInfo<>(Progress.class, new ProgressSerializer());

    /** Minute buckets are kept for so long, in event time. */
    public static final long MINUTES_KEPT_MILLIS = 48 * 3_600_000L;

    private static final long QUARTER_HOUR_MILLIS = 15 * 60_000;

    /** Year 1: event time is a minute behind the first event, and PostgreSQL reads no year 0. */
    private static final long EARLIEST = -62_135_596_800_000L;

    /**
     * Start of the oldest minute bucket that is kept at an event time. It begins a quarter hour, so that a range may end
     * with any minute of the 48 hours: what lies before that minute in its quarter hour is there too.
     */
    public static long oldestMinute(long eventTime) {
        return Math.floorDiv(eventTime - MINUTES_KEPT_MILLIS, QUARTER_HOUR_MILLIS) * QUARTER_HOUR_MILLIS;
    }

    String completeUntilText() {
        return completeUntil == null ? null : text(completeUntil);
    }

    String asOfText() {
        return text(asOf);
    }

    String oldestMinuteText() {
        return text(oldestMinute(asOf));
    }

    private static String text(long epochMillis) {
        return Instant.ofEpochMilli(Math.max(epochMillis, EARLIEST)).toString();
    }

    /** Carries progress to a sink in a task of its own; never kept in state. */
    public static final class ProgressSerializer extends CompactSerializer<Progress> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(Progress progress, DataOutputView out) throws IOException {
            Compact.writeString(progress.job, out);
            out.writeBoolean(progress.completeUntil != null);
            out.writeLong(progress.completeUntil == null ? 0 : progress.completeUntil);
            out.writeLong(progress.asOf);
        }

        @Override
        public Progress deserialize(DataInputView in) throws IOException {
            String job = Compact.readString(in);
            boolean known = in.readBoolean();
            long completeUntil = in.readLong();
            return new Progress(job, known ? completeUntil : null, in.readLong());
        }
    }
}
