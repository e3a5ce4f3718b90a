package io.botflow.analytics.local.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.RecordedDialogues;
import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.LocalStack;
import io.botflow.analytics.local.StoredTables;
import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.replay.Replay;
import io.botflow.analytics.local.replay.Speed;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The recorded dialogues as the past two days of their organizations. The one that has most of them is the one that the
 * tests look at; a few of its bots have names.
 */
final class RecordedHistory {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Those behind the dialogues, which move event time far on. */
    private static final int CLOSING_LINES = 64;

    private static final int PARTITION_KEYS = 64;
    private static final String NAME = "Harbour Restaurants";
    private static final String TIME_ZONE = "Africa/Johannesburg";

    /** Among them one that is too long for most places, and one with characters that pages must write with care. */
    private static final List<String> BOT_NAMES = List.of(
            "Table bookings",
            "Takeaway",
            "Gift cards & <events>",
            "Réservations de groupes et de salles pour mariages, anniversaires et séminaires");

    private final Organization organization;
    private final List<BotEvent> events;

    private RecordedHistory(Organization organization, List<BotEvent> events) {
        this.organization = organization;
        this.events = events;
    }

    static RecordedHistory read() {
        Map<UUID, List<BotEvent>> byOrganization =
                RecordedDialogues.events().stream().collect(Collectors.groupingBy(BotEvent::organizationId));
        UUID id = byOrganization.entrySet().stream()
                .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
        return new RecordedHistory(new Organization(id, NAME, TIME_ZONE), distinct(byOrganization.get(id)));
    }

    /** Without redeliveries, in order of time. */
    private static List<BotEvent> distinct(List<BotEvent> arrivals) {
        return arrivals.stream()
                .collect(Collectors.toMap(EventKey::of, Function.identity(), (first, again) -> first))
                .values()
                .stream()
                .sorted(Comparator.comparingLong(BotEvent::occurredAt))
                .toList();
    }

    Organization organization() {
        return organization;
    }

    /** What happened in each of the organization's conversations, in order. */
    List<List<BotEvent>> dialogues() {
        return List.copyOf(events.stream()
                .filter(event -> event.conversationId() != null)
                .collect(Collectors.groupingBy(BotEvent::conversationId))
                .values());
    }

    /** Sends all dialogues, moved so that the newest event is of now, and waits until they are stored. */
    void sendTo(LocalStack stack, Path directory) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        stack.organizationTables().add(List.of(organization), namedBots());
        Path file = directory.resolve("recorded.jsonl");
        List<byte[]> lines = RecordedDialogues.lines();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (byte[] line : lines.subList(0, lines.size() - CLOSING_LINES)) {
                out.write(line);
                out.write('\n');
            }
        }
        try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), Replay.LINGER_MILLIS);
                PrintStream messages = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
            new Replay(file, Speed.MAX, true, Clock.fixed(now, ZoneOffset.UTC))
                    .run(producer, stack.organizationTables(), messages, false);
            moveTime(producer, now);
        }
        awaitStored(new StoredTables(stack.settings().jdbcUrl("postgres")), now);
    }

    private List<Bot> namedBots() {
        Map<UUID, Long> counts = events.stream()
                .filter(event -> event.botId() != null)
                .collect(Collectors.groupingBy(BotEvent::botId, Collectors.counting()));
        List<UUID> busiest = counts.entrySet().stream()
                .sorted(Map.Entry.<UUID, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
        List<Bot> named = new ArrayList<>();
        for (int i = 0; i < BOT_NAMES.size(); i++) {
            named.add(new Bot(organization.id(), busiest.get(i), BOT_NAMES.get(i)));
        }
        return named;
    }

    /** On every partition, for organizations that nobody looks at. */
    private static void moveTime(EventProducer producer, Instant to) {
        for (int i = 0; i < PARTITION_KEYS; i++) {
            BotEvent event = GeneratedEvents.apiCalled(UUID.randomUUID(), to.toEpochMilli(), UUID.randomUUID());
            producer.send(event.organizationId().toString(), EventJson.plain(event));
        }
        producer.flush();
    }

    private void awaitStored(StoredTables stored, Instant now) {
        String complete = "SELECT job FROM pipeline_progress WHERE complete_until >= '" + now.minusSeconds(60) + "'";
        String messages = "SELECT count(*) AS n FROM messages WHERE organization_id = '" + organization.id() + "'";
        long expected = events.stream().filter(event -> event.text() != null).count();
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(stored.query(complete)).isNotEmpty();
            assertThat(stored.query(messages)).containsExactly(Map.of("n", Long.toString(expected)));
        });
    }

    /** Ids of events are unique within their conversation. */
    private record EventKey(UUID conversationId, UUID eventId) {
        static EventKey of(BotEvent event) {
            return new EventKey(event.conversationId(), event.eventId());
        }
    }
}
