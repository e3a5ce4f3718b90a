package io.botflow.analytics.local.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.bench.pipeline.Setup.StateBackend;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final Setup BASE = new Setup(8_000_000, 6, false, 1, 2, StateBackend.HEAP, 4_096);

    @Test
    void eachSetupDiffersInOneThingAndIsMeasuredOnce() {
        List<Setup> setups = Growth.of(BASE);

        assertThat(setups).doesNotHaveDuplicates().startsWith(BASE);
        assertThat(setups)
                .extracting(Setup::events)
                .contains(1_000_000L, 2_000_000L, 4_000_000L, 8_000_000L, 16_000_000L);
        assertThat(setups).extracting(Setup::bots).contains(10, 100, 10_000);
        assertThat(setups).extracting(Setup::parallelism).contains(1, 2, 4);
        assertThat(setups).extracting(Setup::state).contains(StateBackend.values());
        assertThat(setups).filteredOn(Setup::hotBot).hasSize(1);
        assertThat(setups).hasSize(1 + 2 + 1 + 4 + 3 + 1);
    }

    @Test
    void setupsWithTheSameEventsFollowEachOtherSoThatTheyAreLoadedOnce() {
        List<Setup> seen = new ArrayList<>();
        Setup before = null;
        for (Setup setup : Growth.of(BASE)) {
            if (before != null && !setup.hasEventsOf(before)) {
                assertThat(seen).noneMatch(setup::hasEventsOf);
            }
            seen.add(setup);
            before = setup;
        }
    }
}
