package io.botflow.analytics.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Decoded;
import io.botflow.analytics.schemas.event.EventDecoder;
import io.botflow.analytics.schemas.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
    private static final double RATE = 50;
    private static final Duration LENGTH = Duration.ofMinutes(30);

    private final long seed = System.nanoTime();

    @Test
    void theSameSeedGivesTheSameEvents() {
        assertThat(texts(events())).as("seed %d", seed).isEqualTo(texts(events()));
    }

    @Test
    void eventsAreValidInOrderAndOfEveryType() {
        EventDecoder decoder = new EventDecoder(true);
        List<SimulatedEvent> events = events();
        List<BotEvent> decoded = events.stream()
                .map(event -> decoder.decode(event.value(), event.occurredAt().toEpochMilli()))
                .peek(event -> assertThat(event.fault()).as("seed %d", seed).isNull())
                .map(Decoded::event)
                .toList();

        assertThat(events).as("seed %d", seed).isSortedAccordingTo(Comparator.comparing(SimulatedEvent::occurredAt));
        assertThat(decoded.stream().map(BotEvent::type).collect(Collectors.toSet()))
                .as("seed %d", seed)
                .isEqualTo(EnumSet.allOf(EventType.class));
        assertThat(decoded).extracting(BotEvent::eventId).as("seed %d", seed).doesNotHaveDuplicates();
        Set<String> keys = events.stream().map(SimulatedEvent::key).collect(Collectors.toSet());
        assertThat(keys).as("seed %d", seed).hasSizeGreaterThan(1_000);
    }

    @Test
    void theMeanRateIsTheOneAskedFor() {
        double perSecond = events().size() / (double) LENGTH.toSeconds();
        assertThat(perSecond).as("seed %d", seed).isCloseTo(RATE, within(RATE * 0.25));
    }

    @Test
    void disorderLosesNothingAndRepeatsSome() {
        List<SimulatedEvent> events = events();
        Disorder disorder = new Disorder(new Chance(seed));
        Instant end = START.plus(LENGTH);
        List<SimulatedEvent> arrived = disorder.arrivals(events, end);
        arrived.addAll(disorder.arrivals(List.of(), end.plus(Duration.ofHours(1))));

        assertThat(Set.copyOf(arrived)).as("seed %d", seed).isEqualTo(Set.copyOf(events));
        assertThat(arrived).as("seed %d", seed).hasSizeGreaterThan(events.size());
    }

    private List<SimulatedEvent> events() {
        return new Simulation(RATE, START, BotPopulation.demo(), new Chance(seed)).advance(START.plus(LENGTH));
    }

    private static List<String> texts(List<SimulatedEvent> events) {
        return events.stream()
                .map(event -> new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
