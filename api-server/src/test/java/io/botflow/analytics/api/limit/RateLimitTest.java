package io.botflow.analytics.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long START = 1_741_946_400_000L;
    private static final int BURST = 50;
    private static final int PER_SECOND = 10;

    private final RateLimit limit = new RateLimit(BURST, PER_SECOND, START);

    @Test
    void givesTheBurstAtOnceAndThenTheRate() {
        assertThat(taken(START)).isEqualTo(BURST);
        assertThat(limit.take(START + 99)).isFalse();
        assertThat(limit.take(START + 100)).isTrue();
        assertThat(limit.take(START + 199)).isFalse();
        assertThat(taken(START + 1_100)).isEqualTo(PER_SECOND);
    }

    @Test
    void gathersWhatIsLessThanOne() {
        taken(START);

        int taken = 0;
        for (long now = START + 1; now <= START + 1_000; now++) {
            taken += limit.take(now) ? 1 : 0;
        }

        assertThat(taken).isBetween(PER_SECOND - 1, PER_SECOND);
    }

    @Test
    void neverGivesMoreThanTheBurstAfterIdling() {
        assertThat(limit.take(START)).isTrue();
        assertThat(taken(START + 3_600_000)).isEqualTo(BURST);
        assertThat(taken(START + 3_600_000)).isZero();
    }

    @Test
    void goesOnFromTheEarlierTimeWhenTheClockGoesBack() {
        taken(START);

        assertThat(taken(START - 3_600_000)).isZero();
        assertThat(taken(START - 3_600_000 + 1_000)).isEqualTo(PER_SECOND);
    }

    @Test
    void neverGivesMoreThanBurstAndRateInAnySpan() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long now = START;
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(2_000) : random.nextInt(20);
            taken += limit.take(now) ? 1 : 0;

            assertThat(taken).as("seed %d, step %d", seed, i).isLessThanOrEqualTo((int)
                    (BURST + (now - START) * PER_SECOND / 1_000));
        }
    }

    /** How many it gives at one time. */
    private int taken(long now) {
        int taken = 0;
        while (limit.take(now)) {
            taken++;
        }
        return taken;
    }
}
