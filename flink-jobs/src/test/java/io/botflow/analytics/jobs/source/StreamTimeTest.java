package io.botflow.analytics.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

class StreamTimeTest {
    private static final String IDLE = "idle";

    private final ManualClock clock = new ManualClock(Duration.ofDays(3).toNanos());
    private final List<String> said = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            said.add(Instant.ofEpochMilli(watermark.getTimestamp()).toString());
        }

        @Override
        public void markIdle() {
            said.add(IDLE);
        }

        @Override
        public void markActive() {
            said.add("active");
        }
    };
    private final WatermarkGenerator<BotRecord> partition = new StreamTime()
            .createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
                @Override
                public MetricGroup getMetricGroup() {
                    return new UnregisteredMetricsGroup();
                }

                @Override
                public RelativeClock getInputActivityClock() {
                    return clock;
                }
            });

    @Test
    void emitsTheFirstRecordsTimeLessAMinuteAtOnce() {
        partition.onPeriodicEmit(output);
        assertThat(said).as("before the first record there is none").isEmpty();

        read("2026-03-01T10:00:00Z");

        assertThat(said).containsExactly("2026-03-01T09:59:00Z");
    }

    @Test
    void waitsForTheTickWhileTimeGoesOnInSmallSteps() {
        read("2026-03-01T10:00:00Z");
        said.clear();

        read("2026-03-01T10:00:10Z");
        read("2026-03-01T10:01:00Z");
        assertThat(said).isEmpty();

        partition.onPeriodicEmit(output);
        assertThat(said).containsExactly("2026-03-01T10:00:00Z");
    }

    @Test
    void leapsAtOnceOverMoreThanAMinute() {
        read("2026-03-01T10:00:00Z");
        said.clear();

        read("2026-03-01T10:01:00.001Z");

        assertThat(said).containsExactly("2026-03-01T10:00:00.001Z");
    }

    @Test
    void doesNotFallWithAnOlderRecord() {
        read("2026-03-01T10:00:00Z");
        read("2026-02-01T10:00:00Z");
        partition.onPeriodicEmit(output);

        assertThat(said).containsExactly("2026-03-01T09:59:00Z", "2026-03-01T09:59:00Z");
    }

    @Test
    void isNotMovedByRecordsThatAreInvalidOrDatedInTheFuture() {
        for (FaultReason reason : FaultReason.values()) {
            BotRecord invalid = new BotRecord(null, new byte[0], 0, 0, null, new Fault(reason, "occurred_at"));
            partition.onEvent(invalid, Long.MAX_VALUE, output);
            partition.onPeriodicEmit(output);
        }

        assertThat(said).isEmpty();
    }

    @Test
    void goesByTheEventsTimeNotByTheRecordsTimestamp() {
        BotRecord botRecord = botRecord("2026-03-01T10:00:00Z");

        assertThat(new StreamTime().createTimestampAssigner(null).extractTimestamp(botRecord, 5))
                .isEqualTo(botRecord.event().occurredAt());
    }

    @Test
    void isIdleAfterFiveSecondsWithoutARecord() {
        read("2026-03-01T10:00:00Z");
        partition.onPeriodicEmit(output);
        said.clear();

        pass(Duration.ofMillis(4_999));
        assertThat(said).doesNotContain(IDLE);
        pass(Duration.ofMillis(1));
        assertThat(said).endsWith(IDLE);

        said.clear();
        read("2026-03-01T10:00:01Z");
        partition.onPeriodicEmit(output);
        assertThat(said).containsExactly("2026-03-01T09:59:01Z");
    }

    @Test
    void isIdleFromTheStartWithoutAnyRecord() {
        pass(Duration.ofSeconds(5));

        assertThat(said).containsExactly(IDLE);
    }

    @Test
    void isKeptFromIdlenessByInvalidRecordsToo() {
        partition.onEvent(new BotRecord(null, null, 0, 0, null, new Fault(FaultReason.NOT_JSON, "")), 0, output);
        pass(Duration.ofSeconds(6));

        assertThat(said).isEmpty();
    }

    private void pass(Duration time) {
        clock.advanceTime(time);
        partition.onPeriodicEmit(output);
    }

    private void read(String time) {
        BotRecord botRecord = botRecord(time);
        partition.onEvent(botRecord, botRecord.event().occurredAt(), output);
    }

    private static BotRecord botRecord(String time) {
        return new BotRecord(
                null, null, 0, 0, new EventScript().received(time).events().get(0), null);
    }
}
