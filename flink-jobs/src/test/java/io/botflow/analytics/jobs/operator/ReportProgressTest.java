package io.botflow.analytics.jobs.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.sink.Progress;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportProgressTest {
    private static final String JOB = "job";
    private static final long INTERVAL = 1_000;

    private OneInputStreamOperatorTestHarness<Void, Progress> operator;
    private long now;

    @BeforeEach
    void openNew() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void saysNothingBeforeTheFirstEventTime() throws Exception {
        assertThat(reported()).isEmpty();
    }

    @Test
    void isCompleteUpToACheckpointOnceThatIsCompleted() throws Exception {
        operator.processWatermark(new Watermark(100));
        operator.snapshot(1, 0);
        operator.processWatermark(new Watermark(200));
        assertThat(reported()).containsExactly(new Progress(JOB, null, 200));

        operator.notifyOfCompletedCheckpoint(1);
        assertThat(reported()).containsExactly(new Progress(JOB, 100L, 200));
    }

    @Test
    void isCompleteUpToTheNewestOfTheCheckpointsThatAreCompleted() throws Exception {
        operator.processWatermark(new Watermark(100));
        operator.snapshot(1, 0);
        operator.processWatermark(new Watermark(200));
        operator.snapshot(2, 0);
        operator.processWatermark(new Watermark(300));
        operator.snapshot(3, 0);

        // Flink tells of no checkpoint that failed.
        operator.notifyOfCompletedCheckpoint(2);
        assertThat(reported()).containsExactly(new Progress(JOB, 200L, 300));
    }

    @Test
    void goesOnFromWhatWasCompleteAtACheckpoint() throws Exception {
        operator.processWatermark(new Watermark(100));
        OperatorSubtaskState state = operator.snapshot(1, 0);
        operator.close();

        open(state);

        assertThat(reported()).containsExactly(new Progress(JOB, 100L, 100));
    }

    @Test
    void takesTheEndOfABoundedInputForNoTime() throws Exception {
        operator.processWatermark(new Watermark(100));
        operator.processWatermark(Watermark.MAX_WATERMARK);

        assertThat(reported()).containsExactly(new Progress(JOB, null, 100));
    }

    private void open(OperatorSubtaskState from) throws Exception {
        operator = new OneInputStreamOperatorTestHarness<>(new ReportProgress(JOB, Duration.ofMillis(INTERVAL)));
        operator.setup(Progress.TYPE.createSerializer(null));
        if (from != null) {
            operator.initializeState(from);
        }
        operator.open();
        now = 0;
    }

    /** What is reported at the next interval. */
    private List<Progress> reported() throws Exception {
        operator.getOutput().clear();
        now += INTERVAL;
        operator.setProcessingTime(now);
        return operator.extractOutputValues();
    }
}
