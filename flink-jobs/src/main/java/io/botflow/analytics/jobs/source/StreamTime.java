package io.botflow.analytics.jobs.source;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Event time of one partition: newest valid {@code occurred_at} less one minute. Flink takes the smallest over the
 * partitions that are not idle. Invalid records, those dated in the future among them, do not move it.
 */
public final class StreamTime implements WatermarkStrategy<BotRecord> {
    /** How far event time stays behind the newest event. */
    public static final Duration DISORDER = Duration.ofMinutes(1);
    /** A partition without a record for so long does not hold event time back. */
    public static final Duration IDLE_AFTER = Duration.ofSeconds(5);

    /** Further than this an event moves event time at once, not at the next tick. */
    public static final Duration LEAP = Duration.ofMinutes(1);

    private static final long serialVersionUID = 1;

    @Override
    public WatermarkGenerator<BotRecord> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new PartitionTime(context.getInputActivityClock());
    }

    @Override
    public TimestampAssigner<BotRecord> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (botRecord, kafkaTimestamp) ->
                botRecord.isValid() ? botRecord.event().occurredAt() : kafkaTimestamp;
    }

    /** The generator of one partition. Its clock stands still while the job itself is what holds records up. */
    private static final class PartitionTime implements WatermarkGenerator<BotRecord> {
        private final RelativeClock clock;
        private long quietSinceMillis;
        private boolean readSinceTick;
        private long newest = Long.MIN_VALUE;
        private long emitted = Long.MIN_VALUE;

        PartitionTime(RelativeClock clock) {
            this.clock = clock;
            this.quietSinceMillis = clock.relativeTimeMillis();
        }

        @Override
        public void onEvent(BotRecord botRecord, long timestamp, WatermarkOutput output) {
            readSinceTick = true;
            if (botRecord.isValid() && botRecord.event().occurredAt() > newest) {
                newest = botRecord.event().occurredAt();
                if (emitted == Long.MIN_VALUE || newest - emitted > LEAP.toMillis()) {
                    emit(output);
                }
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            long now = clock.relativeTimeMillis();
            if (readSinceTick) {
                readSinceTick = false;
                quietSinceMillis = now;
            }
            if (now - quietSinceMillis >= IDLE_AFTER.toMillis()) {
                output.markIdle();
            } else if (newest != Long.MIN_VALUE) {
                emit(output);
            }
        }

        private void emit(WatermarkOutput output) {
            emitted = newest;
            output.emitWatermark(new Watermark(newest - DISORDER.toMillis()));
        }
    }
}
