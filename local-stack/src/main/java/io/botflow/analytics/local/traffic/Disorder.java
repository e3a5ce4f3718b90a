package io.botflow.analytics.local.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Delivers some events late and some twice, as networks do. */
final class Disorder {
    private static final double DELAYED = 0.08;
    private static final double DELAYED_LONG = 0.01;
    private static final double REPEATED = 0.03;
    private static final Duration SHORT_DELAY = Duration.ofSeconds(15);
    private static final Duration LONG_DELAY = Duration.ofMinutes(5);

    private final Chance chance;
    private final PriorityQueue<Delayed> delayed = new PriorityQueue<>(Comparator.comparing(Delayed::at));

    Disorder(Chance chance) {
        this.chance = chance;
    }

    /** What arrives up to a time, of the events that have just occurred and of those held back before. */
    List<SimulatedEvent> arrivals(List<SimulatedEvent> occurred, Instant now) {
        List<SimulatedEvent> arriving = new ArrayList<>();
        for (SimulatedEvent event : occurred) {
            if (chance.happens(DELAYED)) {
                hold(event, now);
            } else {
                arriving.add(event);
            }
            if (chance.happens(REPEATED)) {
                hold(event, now);
            }
        }
        while (!delayed.isEmpty() && !delayed.peek().at().isAfter(now)) {
            arriving.add(delayed.remove().event());
        }
        return arriving;
    }

    private void hold(SimulatedEvent event, Instant now) {
        Duration longest = chance.happens(DELAYED_LONG / DELAYED) ? LONG_DELAY : SHORT_DELAY;
        delayed.add(new Delayed(now.plus(chance.between(Duration.ZERO, longest)), event));
    }

    /** An event and when it arrives. */
    private record Delayed(Instant at, SimulatedEvent event) {}
}
