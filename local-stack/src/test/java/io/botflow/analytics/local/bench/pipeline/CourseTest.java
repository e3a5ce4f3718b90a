package io.botflow.analytics.local.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.botflow.analytics.local.RecordEnds;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final long SECOND = 1_000_000_000;
    private static final double EXACT = 1e-9;

    /** Starts for 10 CPU seconds, then needs 5 for each million and 2 at the end for nothing. */
    private static final Course COURSE = new Course(List.of(
            sample(0, 0, 0),
            sample(20, 10, 0),
            sample(23, 15, 1_000_000),
            sample(29, 25, 3_000_000),
            sample(32, 30, 4_000_000),
            sample(40, 32, 4_000_000)));

    private static Sample sample(long seconds, long cpuSeconds, long read) {
        return new Sample(seconds * SECOND, cpuSeconds * SECOND, new RecordEnds(read, read, 0, 0, 0));
    }

    @Test
    void processorTimeOfFurtherRecordsLeavesTheStartOut() {
        assertThat(COURSE.cpuSecondsPerMillion(1_000_000, 4_000_000)).isCloseTo(5, within(EXACT));
    }

    @Test
    void whatLiesBetweenSamplesIsInterpolated() {
        assertThat(COURSE.cpuSecondsPerMillion(1_500_000, 2_000_000)).isCloseTo(5, within(EXACT));
        assertThat(COURSE.nanosAt(2_000_000)).isEqualTo(26 * SECOND);
        assertThat(COURSE.recordsPerSecond(1_000_000, 2_000_000)).isCloseTo(1_000_000 / 3.0, within(1e-3));
    }

    @Test
    void theEndIsTheFirstSampleWithAllRecords() {
        assertThat(COURSE.nanosAt(4_000_000)).isEqualTo(32 * SECOND);
    }

    @Test
    void whatWasNotSampledHasNoFigure() {
        assertThatThrownBy(() -> COURSE.nanosAt(4_000_001)).hasMessage("4000001 records were never read");
        assertThatThrownBy(() -> new Course(List.of(sample(0, 0, 5))).nanosAt(3))
                .hasMessage("3 records had been read before the first sample");
    }
}
