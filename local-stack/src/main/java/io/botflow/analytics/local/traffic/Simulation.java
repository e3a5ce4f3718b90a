package io.botflow.analytics.local.traffic;

import io.botflow.analytics.schemas.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The events that customers and bots cause as time goes on; the same seed and start give the same events. */
final class Simulation {
    private static final double OF_ORGANIZATION = 0.05;
    private static final double BURSTS_PER_SECOND = 1 / 120.0;
    private static final double BURST_FACTOR = 2;
    private static final Duration SHORTEST_BURST = Duration.ofSeconds(2);
    private static final Duration LONGEST_BURST = Duration.ofSeconds(8);

    /** What bursts, of five seconds in the mean, add is taken off the rest. */
    private static final double CALM_FACTOR = 1 / (1 + 5 * BURSTS_PER_SECOND * (BURST_FACTOR - 1));

    /** Low, so that what was asked for is seen at every hour. */
    private static final double DAY_SWING = 0.15;

    private static final double BUSIEST_HOUR = 14;
    private static final double SECONDS_PER_HOUR = 3_600;
    private static final double HOURS_PER_DAY = 24;

    private final double eventsPerSecond;
    private final Chance chance;
    private final BotPopulation population;
    private final PriorityQueue<Scheduled> scheduled =
            new PriorityQueue<>(Comparator.comparing(Scheduled::at).thenComparing(Scheduled::order));
    private Instant nextTick;
    private Instant burstEnd;
    private long owed;
    private long order;

    /**
     * A simulation that begins at a time.
     *
     * @param eventsPerSecond the mean rate, above 0
     */
    Simulation(double eventsPerSecond, Instant start, BotPopulation population, Chance chance) {
        this.eventsPerSecond = eventsPerSecond;
        this.population = population;
        this.chance = chance;
        this.nextTick = start.truncatedTo(ChronoUnit.MILLIS);
        this.burstEnd = nextTick;
    }

    /** When the next thing happens; it may turn out to be no event. */
    Instant nextAt() {
        Scheduled first = scheduled.peek();
        return first == null || nextTick.isBefore(first.at()) ? nextTick : first.at();
    }

    /** The events that occur up to a time, the earliest first. */
    List<SimulatedEvent> advance(Instant to) {
        List<SimulatedEvent> events = new ArrayList<>();
        while (!nextAt().isAfter(to)) {
            Scheduled first = scheduled.peek();
            if (first == null || nextTick.isBefore(first.at())) {
                tick(events);
            } else {
                scheduled.remove();
                tell(first.conversation(), events);
            }
        }
        return events;
    }

    /** Each tick one more event is owed; what running conversations do not give, a new conversation or call does. */
    private void tick(List<SimulatedEvent> events) {
        Instant now = nextTick.truncatedTo(ChronoUnit.MILLIS);
        owed++;
        if (chance.happens(OF_ORGANIZATION)) {
            EventType type = chance.happens(0.7) ? EventType.API_CALLED : EventType.WEBHOOK_RECEIVED;
            events.add(EventWriter.ofOrganization(chance.uuid(), type, now, population.organization(chance)));
            owed--;
        } else if (owed > 0) {
            tell(new Conversation(population.next(chance), now, chance), events);
        }
        if (chance.happens(BURSTS_PER_SECOND / eventsPerSecond)) {
            burstEnd = now.plus(chance.between(SHORTEST_BURST, LONGEST_BURST));
        }
        nextTick = nextTick.plus(chance.untilNext(rate(now)));
    }

    private void tell(Conversation conversation, List<SimulatedEvent> events) {
        events.add(conversation.next());
        owed--;
        conversation.due().ifPresent(due -> scheduled.add(new Scheduled(due, order++, conversation)));
    }

    private double rate(Instant now) {
        double hour = LocalTime.ofInstant(now, ZoneOffset.UTC).toSecondOfDay() / SECONDS_PER_HOUR;
        double day = 1 + DAY_SWING * Math.cos((hour - BUSIEST_HOUR) / HOURS_PER_DAY * 2 * Math.PI);
        return eventsPerSecond * CALM_FACTOR * day * (now.isBefore(burstEnd) ? BURST_FACTOR : 1);
    }

    /** A conversation and when its next event occurs; of equal times the first scheduled comes first. */
    private record Scheduled(Instant at, long order, Conversation conversation) {}
}
