package io.botflow.analytics.jobs.conversation.rollup;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.sink.Progress;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.WrittenRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollUpBotsTest {
    private KeyedOneInputStreamOperatorTestHarness<BotDay, BotMinute, RowBatch> bots;

    @BeforeEach
    void open() throws Exception {
        bots = new KeyedOneInputStreamOperatorTestHarness<>(
                new RollUpBots(Duration.ofDays(7), Duration.ofSeconds(1), WrittenRows.NONE),
                BotMinute::day,
                BotDay.TYPE,
                128,
                1,
                0);
        bots.setup(RowBatch.TYPE.createSerializer(new SerializerConfigImpl()));
        bots.open();
    }

    @AfterEach
    void close() throws Exception {
        bots.close();
    }

    @Test
    void letsNoWatermarkOvertakeTheRowsGatheredBeforeIt() throws Exception {
        long time = at("2026-03-01T10:01:00Z");
        bots.processElement(message("2026-03-01T10:00:00Z"));
        bots.processWatermark(new Watermark(time));
        assertThat(bots.getOutput()).isEmpty();

        bots.setProcessingTime(1_000);

        assertThat(bots.getOutput()).hasSize(2).last().isEqualTo(new Watermark(time));
        assertThat(bots.getOutput().peek()).isInstanceOf(StreamRecord.class);
    }

    @Test
    void passesAWatermarkOnAtOnceWhenNothingIsGathered() throws Exception {
        bots.processWatermark(new Watermark(5));

        assertThat(bots.getOutput()).containsExactly(new Watermark(5));
    }

    @Test
    void emitsWatermarksInOrderWhenATimerWritesTheRowsThatOneWaitedFor() throws Exception {
        bots.processElement(message("2026-03-01T10:00:00Z"));
        bots.processWatermark(new Watermark(at("2026-03-01T10:01:00Z")));
        bots.processWatermark(new Watermark(at("2026-03-03T12:00:00Z")));
        bots.setProcessingTime(1_000);

        List<Watermark> watermarks = new ArrayList<>();
        for (Object output : bots.getOutput()) {
            if (output instanceof Watermark watermark) {
                watermarks.add(watermark);
            }
        }
        assertThat(watermarks)
                .isNotEmpty()
                .isSortedAccordingTo((one, other) -> Long.compare(one.getTimestamp(), other.getTimestamp()));
        assertThat(watermarks).endsWith(new Watermark(at("2026-03-03T12:00:00Z")));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-03T10:07:59.999Z, 2026-03-01T10:00:00Z",
        "2026-03-03T10:14:59.999Z, 2026-03-01T10:00:00Z",
        "2026-03-03T10:15:00Z, 2026-03-01T10:15:00Z",
        "1970-01-03T00:00:00Z, 1970-01-01T00:00:00Z",
        "1970-01-02T23:59:59.999Z, 1969-12-31T23:45:00Z",
    })
    void keepsTheMinutesOf48HoursByWholeQuarterHours(String eventTime, String oldest) {
        assertThat(Progress.oldestMinute(at(eventTime))).isEqualTo(at(oldest));
    }

    private static StreamRecord<BotMinute> message(String time) {
        BotBucket facts = new BotBucket();
        facts.addMessage(new EventScript().received(time).events().get(0));
        return new StreamRecord<>(new BotMinute(id(1), id(2), Math.floorDiv(at(time), 60_000L), facts));
    }
}
