package io.botflow.analytics.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganizationLimitsTest {
    private static final long START = 1_741_946_400_000L;
    private static final int PER_SECOND = 10;
    private static final int BURST = 20;
    private static final UUID ACME = new UUID(0, 1);
    private static final UUID GLOBEX = new UUID(0, 2);

    private final OrganizationLimits limits = new OrganizationLimits(PER_SECOND);

    @Test
    void givesEachOrganizationItsOwn() {
        assertThat(taken(ACME, START)).isEqualTo(BURST);
        assertThat(taken(GLOBEX, START)).isEqualTo(BURST);
        assertThat(taken(ACME, START + 1_000)).isEqualTo(PER_SECOND);
    }

    @Test
    void forgetsWhoIsIdle() {
        for (int i = 0; i < 1_000; i++) {
            limits.take(new UUID(1, i), START + i);
        }
        assertThat(limits.size()).isEqualTo(1_000);

        limits.take(ACME, START + 2_500);
        assertThat(limits.size()).isEqualTo(500);
        limits.take(ACME, START + 10_000);
        assertThat(limits.size()).isOne();
    }

    @Test
    void keepsNoMoreThanABound() {
        for (int i = 0; i < 200_000; i++) {
            limits.take(new UUID(1, i), START);
        }

        assertThat(limits.size()).isEqualTo(100_000);
    }

    @Test
    void givesWhatLimitsThatAreNeverForgottenGive() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<UUID, RateLimit> kept = new HashMap<>();
        long now = START;
        for (int i = 0; i < 50_000; i++) {
            now += random.nextInt(100) == 0 ? random.nextInt(3_000) : random.nextInt(15);
            UUID organization = new UUID(2, random.nextInt(5));
            long at = now;
            boolean expected = kept.computeIfAbsent(organization, id -> new RateLimit(BURST, PER_SECOND, at))
                    .take(now);

            assertThat(limits.take(organization, now))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(expected);
        }
    }

    private int taken(UUID organization, long now) {
        int taken = 0;
        while (limits.take(organization, now)) {
            taken++;
        }
        return taken;
    }
}
