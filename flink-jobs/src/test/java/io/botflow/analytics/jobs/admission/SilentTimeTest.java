package io.botflow.analytics.jobs.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SilentTimeTest {
    private static final long NONE = Long.MIN_VALUE;
    private static final long NOW = 1_772_359_200_000L;
    private static final long BEHIND = NOW - 600_000;

    private final SilentTime silence = new SilentTime(Duration.ofSeconds(5));

    @Test
    void standsWhileInputIsThere() {
        assertThat(silence.advance(BEHIND, NOW + 3_600_000)).isEqualTo(BEHIND);
    }

    @Test
    void standsUntilThirtySecondsOfSilenceAreOver() {
        silence.idle(NOW);

        assertThat(silence.advance(BEHIND, NOW + 24_999)).isEqualTo(BEHIND);
        assertThat(silence.advance(BEHIND, NOW + 25_000)).as("it never jumps").isEqualTo(BEHIND);
        assertThat(silence.advance(BEHIND, NOW + 25_001)).isEqualTo(BEHIND + 1);
    }

    @Test
    void goesOnAtTheSpeedOfTheWallClockFromWhereItStood() {
        silence.idle(NOW);
        long eventTime = BEHIND;
        for (long now = NOW + 25_000; now <= NOW + 125_000; now += 2_000) {
            eventTime = silence.advance(eventTime, now);
        }

        assertThat(eventTime).isEqualTo(BEHIND + 100_000);
    }

    @Test
    void neverGoesPastNow() {
        long ahead = NOW + 300_000;
        silence.idle(NOW);

        assertThat(silence.advance(ahead, NOW + 25_000)).isEqualTo(ahead);
        assertThat(silence.advance(ahead, NOW + 299_000)).as("it waits for now").isEqualTo(ahead);
        assertThat(silence.advance(ahead, NOW + 301_000)).isEqualTo(NOW + 301_000);
    }

    @Test
    void neverStartsBeforeTheFirstEvent() {
        silence.idle(NOW);

        assertThat(silence.advance(NONE, NOW + 3_600_000)).isEqualTo(NONE);
    }

    @Test
    void standsAgainWhenInputComesBack() {
        silence.idle(NOW);
        silence.advance(BEHIND, NOW + 25_000);
        long reached = silence.advance(BEHIND, NOW + 35_000);
        silence.active();

        assertThat(silence.advance(reached, NOW + 90_000)).isEqualTo(reached);
        silence.idle(NOW + 100_000);
        assertThat(silence.advance(reached, NOW + 124_999)).isEqualTo(reached);
        assertThat(silence.advance(reached, NOW + 125_000)).isEqualTo(reached);
        assertThat(silence.advance(reached, NOW + 126_000)).isEqualTo(reached + 1_000);
    }

    @Test
    void neverFallsNorOutrunsTheClockWhateverTheClockDoes() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        Random random = new Random(seed);
        silence.idle(NOW);
        long eventTime = BEHIND;
        long now = NOW;
        for (int tick = 0; tick < 10_000; tick++) {
            now += random.nextInt(20) == 0 ? -random.nextInt(60_000) : random.nextInt(3_000);
            long next = silence.advance(eventTime, now);
            assertThat(next).as("-Dbotflow.seed=%d", seed).isBetween(eventTime, Math.max(eventTime, now));
            eventTime = next;
        }
    }
}
