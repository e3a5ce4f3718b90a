package io.botflow.analytics.api.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BotSelectionTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID TWO = new UUID(0, 2);
    private static final UUID THREE = new UUID(0, 3);

    @Test
    void beginsWithTheWholeOrganization() {
        assertContains(BotSelection.ALL, ONE, TWO, THREE);
        assertThat(BotSelection.ALL.isAll()).isTrue();
        assertContains(BotSelection.NONE);
        assertThat(BotSelection.NONE.isAll()).isFalse();
    }

    @Test
    void isTheseAloneAfterTheFirstSubscribing() {
        BotSelection one = BotSelection.ALL.subscribedTo(Set.of(ONE));

        assertContains(one, ONE);
        assertThat(one.isAll()).isFalse();
        assertContains(BotSelection.ALL.unsubscribedFrom(Set.of(TWO)).subscribedTo(Set.of(ONE)), ONE);
        assertContains(BotSelection.NONE.subscribedTo(Set.of(ONE)), ONE);
    }

    @Test
    void growsWithEveryFurtherSubscribing() {
        BotSelection one = BotSelection.ALL.subscribedTo(Set.of(ONE));

        assertContains(one.subscribedTo(Set.of(TWO)), ONE, TWO);
        assertContains(one.subscribedTo(Set.of(ONE)), ONE);
        assertContains(one, ONE);
    }

    @Test
    void isAllButTheseAfterUnsubscribing() {
        BotSelection others = BotSelection.ALL.unsubscribedFrom(Set.of(ONE));

        assertContains(others, TWO, THREE);
        assertThat(others.isAll()).isFalse();
        assertContains(others.unsubscribedFrom(Set.of(TWO)), THREE);
    }

    @Test
    void shrinksToNoneButNeverBackToAll() {
        BotSelection both = BotSelection.ALL.subscribedTo(Set.of(ONE, TWO));

        assertContains(both.unsubscribedFrom(Set.of(ONE, THREE)), TWO);
        assertThat(both.unsubscribedFrom(Set.of(ONE, TWO))).isEqualTo(BotSelection.NONE);
        assertContains(BotSelection.NONE.unsubscribedFrom(Set.of(ONE)));
    }

    @Test
    void ofNoBotsChangesNothingButTheWholeOrganization() {
        assertThat(BotSelection.ALL.unsubscribedFrom(Set.of())).isEqualTo(BotSelection.ALL);
        assertThat(BotSelection.ALL.subscribedTo(Set.of())).isEqualTo(BotSelection.NONE);
    }

    /** Selections are keys of what is shared. */
    @Test
    void isEqualWhateverLedToIt() {
        BotSelection one = BotSelection.ALL.subscribedTo(Set.of(ONE)).subscribedTo(Set.of(TWO));
        BotSelection other =
                BotSelection.NONE.subscribedTo(Set.of(THREE, TWO, ONE)).unsubscribedFrom(Set.of(THREE));

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(BotSelection.ALL.unsubscribedFrom(Set.of(ONE, TWO)));
    }

    @Test
    void keepsItsBotsWhateverBecomesOfTheSet() {
        Set<UUID> bots = new HashSet<>(Set.of(ONE));
        BotSelection selection = new BotSelection(false, bots);

        bots.add(TWO);

        assertContains(selection, ONE);
    }

    @Test
    void doesAsASetOfBotsDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<UUID> bots = List.of(ONE, TWO, THREE);
        BotSelection selection = BotSelection.ALL;
        Set<UUID> expected = new HashSet<>(bots);
        boolean isNamed = false;
        for (int i = 0; i < 1_000; i++) {
            UUID bot = bots.get(random.nextInt(bots.size()));
            if (random.nextInt(20) == 0) {
                selection = BotSelection.ALL;
                expected.addAll(bots);
                isNamed = false;
            } else if (random.nextBoolean()) {
                selection = selection.subscribedTo(Set.of(bot));
                if (!isNamed) {
                    expected.clear();
                }
                expected.add(bot);
                isNamed = true;
            } else {
                selection = selection.unsubscribedFrom(Set.of(bot));
                expected.remove(bot);
            }
            assertThat(bots.stream().filter(selection::contains))
                    .as("seed %d, step %d", seed, i)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static void assertContains(BotSelection selection, UUID... bots) {
        assertThat(List.of(ONE, TWO, THREE).stream().filter(selection::contains))
                .containsExactly(bots);
    }
}
