package io.botflow.analytics.local.traffic;

import io.botflow.analytics.schemas.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The events of a simulation whose time is past, as fast as they can be made; the same arguments give the same. */
public final class PastTraffic {
    /** Some thousand events at a time. */
    private static final double STRETCH_EVENTS = 2_000;

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Chance chance;
    private final BotPopulation population;
    private final Simulation simulation;
    private final Duration stretch;
    private Instant now;

    /**
     * A simulation that begins at a time.
     *
     * @param bots how many there are; as many as the demo organizations have, it is those
     * @param hotBot whether one bot has nine of ten conversations
     * @param eventsPerSecond the mean rate, above 0
     */
    public PastTraffic(int bots, boolean hotBot, double eventsPerSecond, Instant start, long seed) {
        this.chance = new Chance(seed);
        this.population = BotPopulation.of(bots, hotBot);
        this.simulation = new Simulation(eventsPerSecond, start, population, chance);
        this.stretch = Duration.ofMillis(Math.round(STRETCH_EVENTS / eventsPerSecond * MILLIS_PER_SECOND));
        this.now = start;
    }

    /** The events of the next stretch of time, the earliest first; there may be none. */
    public List<SimulatedEvent> next() {
        now = now.plus(stretch);
        return simulation.advance(now);
    }

    /** Events of organizations that occur at a time. */
    public List<SimulatedEvent> ofOrganizations(int count, Instant at) {
        List<SimulatedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(EventWriter.ofOrganization(
                    chance.uuid(), EventType.API_CALLED, at, population.organization(chance)));
        }
        return events;
    }
}
