package io.botflow.analytics.local.bench.pipeline;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The setups whose comparison tells how cost grows; those with the same events follow each other. */
final class Growth {
    private static final List<Integer> EIGHTHS = List.of(1, 2, 4, 8, 16);
    private static final List<Integer> PARALLEL = List.of(1, 2, 4);
    private static final List<Integer> BOTS = List.of(10, 100, 10_000);

    private Growth() {}

    static List<Setup> of(Setup base) {
        Set<Setup> setups = new LinkedHashSet<>();
        setups.add(base);
        PARALLEL.forEach(parallelism -> setups.add(base.withParallelism(parallelism)));
        for (Setup.StateBackend state : Setup.StateBackend.values()) {
            setups.add(base.withState(state));
        }
        EIGHTHS.forEach(eighths -> setups.add(base.withEvents(base.events() / 8 * eighths)));
        BOTS.forEach(bots -> setups.add(base.withBots(bots, false)));
        setups.add(base.withBots(base.bots(), true));
        return List.copyOf(setups);
    }
}
