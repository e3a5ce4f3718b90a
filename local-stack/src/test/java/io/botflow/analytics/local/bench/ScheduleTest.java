package io.botflow.analytics.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aLateEventIsStillMeantForItsOwnTime() {
        Schedule schedule = new Schedule(7, 1_000);

        assertThat(schedule.intendedNanos(0)).isEqualTo(7);
        assertThat(schedule.intendedNanos(1)).isEqualTo(7 + MILLI);
        assertThat(schedule.intendedNanos(60_000)).isEqualTo(7 + 60_000 * MILLI);
    }

    @Test
    void aRateThatDoesNotDivideASecondDoesNotDrift() {
        assertThat(new Schedule(0, 3).intendedNanos(3_000_000)).isEqualTo(1_000_000 * 1_000 * MILLI);
    }

    @Test
    void nothingPerSecondIsNoSchedule() {
        assertThatThrownBy(() -> new Schedule(0, 0)).hasMessageContaining("0.0");
    }
}
