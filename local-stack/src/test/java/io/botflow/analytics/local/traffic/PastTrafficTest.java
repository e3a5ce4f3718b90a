package io.botflow.analytics.local.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PastTrafficTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int EVENTS = 20_000;

    private static List<SimulatedEvent> events(int bots, boolean hotBot, long seed) {
        PastTraffic traffic = new PastTraffic(bots, hotBot, 10, START, seed);
        List<SimulatedEvent> events = new ArrayList<>();
        while (events.size() < EVENTS) {
            events.addAll(traffic.next());
        }
        return events;
    }

    private static List<BotEvent> decoded(List<SimulatedEvent> events) {
        EventDecoder decoder = new EventDecoder(false);
        return events.stream()
                .map(event -> decoder.decode(event.value(), Long.MAX_VALUE).event())
                .toList();
    }

    private static List<String> texts(List<SimulatedEvent> events) {
        return events.stream()
                .map(event -> event.key() + " " + new String(event.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<UUID> conversationBots(List<SimulatedEvent> events) {
        Set<UUID> seen = new HashSet<>();
        return decoded(events).stream()
                .filter(event -> event.conversationId() != null && seen.add(event.conversationId()))
                .map(BotEvent::botId)
                .toList();
    }

    @Test
    void theSameSeedGivesTheSameEventsInTheOrderOfTheirTimes() {
        List<SimulatedEvent> events = events(6, false, 5);

        assertThat(texts(events)).isEqualTo(texts(events(6, false, 5))).isNotEqualTo(texts(events(6, false, 6)));
        assertThat(events).isSortedAccordingTo((a, b) -> a.occurredAt().compareTo(b.occurredAt()));
        assertThat(decoded(events)).doesNotContainNull();
    }

    @Test
    void asManyBotsAsTheDemoHasAreThose() {
        assertThat(Set.copyOf(conversationBots(events(6, false, 5))))
                .isEqualTo(DemoData.bots().stream().map(Bot::id).collect(Collectors.toSet()));
    }

    @Test
    void manyBotsAreOfManyOrganizations() {
        List<SimulatedEvent> events = events(100, false, 5);

        assertThat(Set.copyOf(conversationBots(events))).hasSize(100);
        assertThat(decoded(events).stream()
                        .map(BotEvent::organizationId)
                        .filter(Objects::nonNull)
                        .distinct())
                .hasSize(10);
    }

    @Test
    void aHotBotHasNineOfTenConversations() {
        List<UUID> bots = conversationBots(events(100, true, 5));

        long hot = bots.stream()
                .filter(
                        bots.stream()
                                        .collect(Collectors.groupingBy(bot -> bot, Collectors.counting()))
                                        .entrySet()
                                        .stream()
                                        .max((a, b) -> Long.compare(a.getValue(), b.getValue()))
                                        .orElseThrow()
                                        .getKey()::equals)
                .count();
        assertThat((double) hot / bots.size()).isCloseTo(0.9, within(0.03));
    }
}
