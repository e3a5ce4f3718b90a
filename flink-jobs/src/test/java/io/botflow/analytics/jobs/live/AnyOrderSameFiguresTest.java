package io.botflow.analytics.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.FirstReads;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.OrderStatistics;
import io.botflow.analytics.schemas.RedisKeys;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.live.BotFigures;
import io.botflow.analytics.schemas.live.RealtimeFigures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/**
 * Any order of arrival, any redelivery, any restart and any pace of event time give, at one event time, the figures that
 * a plain recomputation from the events gives.
 */
class AnyOrderSameFiguresTest {
    private static final int SETS = 60;
    /** RocksDB opens a database for each operator and restart, which takes most of the time. */
    private static final int SETS_ON_ROCKSDB = 4;

    private static final int CONVERSATIONS = 25;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final Comparator<BotEvent> ORDER = Comparator.comparingLong(BotEvent::occurredAt)
            .thenComparing(event -> event.eventId().toString());

    private int responses;

    @Test
    void givesTheFiguresOfARecomputation() throws Exception {
        long firstSeed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("AnyOrderSameFiguresTest: " + SETS + " sets from -Dbotflow.seed=" + firstSeed);
        for (long seed = firstSeed; seed < firstSeed + SETS; seed++) {
            check(seed, new HashMapStateBackend());
        }
        assertThat(responses).as("response times compared").isGreaterThan(SETS);
    }

    @Test
    void stateOnRocksDbGivesThemToo() throws Exception {
        long firstSeed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println(
                "AnyOrderSameFiguresTest: " + SETS_ON_ROCKSDB + " sets on RocksDB from -Dbotflow.seed=" + firstSeed);
        for (long seed = firstSeed; seed < firstSeed + SETS_ON_ROCKSDB; seed++) {
            check(seed, new EmbeddedRocksDBStateBackend());
        }
    }

    private void check(long seed, StateBackend backend) throws Exception {
        Random random = new Random(seed);
        // Three days of events in six hours, so that the sliding hours hold some.
        List<BotEvent> events = GeneratedEvents.events(seed, CONVERSATIONS).stream()
                .filter(event -> event.type().isOfConversation())
                .map(AnyOrderSameFiguresTest::denser)
                .toList();
        List<BotEvent> arrivals = GeneratedEvents.shuffledWithRedeliveries(events, random);
        long asOf = events.get(random.nextInt(events.size())).occurredAt() + random.nextLong(3 * HOUR);
        try (LiveHarness job = new LiveHarness(backend)) {
            long eventTime = GeneratedEvents.BEGIN - 5 * HOUR;
            for (BotEvent event : arrivals) {
                job.read(List.of(event));
                switch (random.nextInt(10)) {
                    case 0 -> {
                        eventTime =
                                Math.min(asOf, eventTime + random.nextLong(random.nextInt(20) == 0 ? HOUR : MINUTE));
                        job.eventTime(eventTime);
                    }
                    case 1 -> job.flush();
                    case 2 -> {
                        if (random.nextInt(12) == 0) {
                            job.restart();
                        }
                    }
                    default -> {}
                }
            }
            if (random.nextBoolean()) {
                for (long time = eventTime; time < asOf; time += 30_000) {
                    job.eventTime(time).flush();
                }
            }
            job.eventTime(asOf).flush();
            if (random.nextBoolean()) {
                job.restart();
            }
            // What was not changed since a restart is written at the first tick behind it.
            job.pass(Duration.ofMillis(400));

            Set<UUID> organizations =
                    events.stream().map(BotEvent::organizationId).collect(Collectors.toSet());
            for (UUID organization : organizations) {
                List<BotEvent> own = FirstReads.of(arrivals).events().stream()
                        .filter(event -> event.organizationId().equals(organization))
                        .toList();
                checkOrganization("-Dbotflow.seed=%d, %s".formatted(seed, organization), organization, own, asOf, job);
            }
        }
    }

    private void checkOrganization(String which, UUID organization, List<BotEvent> events, long asOf, LiveHarness job) {
        long minute = Math.floorDiv(asOf, MINUTE);
        List<BotEvent> messages = events.stream()
                .filter(event -> event.type() == EventType.MESSAGE_SENT || event.type() == EventType.MESSAGE_RECEIVED)
                .toList();
        Predicate<BotEvent> isCurrent = event -> isWithin(event, minute - 59, minute);
        Predicate<BotEvent> isPrevious = event -> isWithin(event, minute - 119, minute - 60);
        Map<String, String> hash = job.hash(RedisKeys.realtime(organization));
        List<UUID> activeFor = activeFor(events, asOf);
        checkFigures(which, RealtimeFigures.fromOrganizationFields(hash, ""), filter(messages, isCurrent));
        checkFigures(which, RealtimeFigures.fromOrganizationFields(hash, "previous_"), filter(messages, isPrevious));
        assertThat(hash).as(which).containsEntry("active_conversations", String.valueOf(activeFor.size()));

        BotFigures merged = job.mergedParts(organization);
        checkFigures(which, RealtimeFigures.of(merged.current()), filter(messages, isCurrent));
        checkFigures(which, RealtimeFigures.of(merged.previous()), filter(messages, isPrevious));
        assertThat(merged.current().activeConversations()).as(which).isEqualTo(activeFor.size());
        for (UUID bot : messages.stream().map(BotEvent::botId).collect(Collectors.toSet())) {
            long current = messages.stream()
                    .filter(isCurrent.and(
                            event -> event.botId().equals(bot) && event.responseTimeMillis() != BotEvent.ABSENT))
                    .count();
            assertThat(job.hash(RedisKeys.rolling(organization, bot)).getOrDefault("count", "0"))
                    .as(which)
                    .isEqualTo(String.valueOf(current));
        }
        checkHours(which, organization, messages, asOf, job);
        checkDays(which, organization, events, messages, job);
    }

    private void checkFigures(String which, RealtimeFigures figures, List<BotEvent> messages) {
        List<Integer> times = messages.stream()
                .map(BotEvent::responseTimeMillis)
                .filter(millis -> millis != BotEvent.ABSENT)
                .sorted()
                .toList();
        responses += times.size();
        assertThat(figures.messages()).as(which).isEqualTo(messages.size());
        assertThat(figures.successful()).as(which).isEqualTo(with(messages, Outcome.SUCCESS));
        assertThat(figures.failed()).as(which).isEqualTo(with(messages, Outcome.FAILURE));
        assertThat(figures.fallback()).as(which).isEqualTo(with(messages, Outcome.FALLBACK));
        assertThat(figures.tokens())
                .as(which)
                .isEqualTo(messages.stream().mapToLong(BotEvent::tokensUsed).sum());
        if (times.isEmpty()) {
            assertThat(figures.p50Millis()).as(which).isNull();
            return;
        }
        assertThat(OrderStatistics.around(times, 50).admits(figures.p50Millis()))
                .as(which)
                .isTrue();
        assertThat(OrderStatistics.around(times, 95).admits(figures.p95Millis()))
                .as(which)
                .isTrue();
        assertThat(OrderStatistics.around(times, 99).admits(figures.p99Millis()))
                .as(which)
                .isTrue();
        BigDecimal sum =
                BigDecimal.valueOf(times.stream().mapToLong(Integer::longValue).sum());
        assertThat(figures.averageResponseTimeMillis())
                .as(which)
                .isEqualTo(sum.divide(BigDecimal.valueOf(times.size()), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private static void checkHours(
            String which, UUID organization, List<BotEvent> messages, long asOf, LiveHarness job) {
        Map<Long, List<BotEvent>> byHour =
                messages.stream().collect(Collectors.groupingBy(event -> Math.floorDiv(event.occurredAt(), HOUR)));
        byHour.forEach((hour, ofHour) -> {
            if ((hour + 1) * HOUR + Duration.ofDays(2).toMillis() > asOf) {
                assertThat(job.hash(RedisKeys.realtimeHour(organization, Instant.ofEpochMilli(hour * HOUR))))
                        .as(which)
                        .containsEntry("messages", String.valueOf(ofHour.size()))
                        .containsEntry("failed", String.valueOf(with(ofHour, Outcome.FAILURE)));
            }
        });
    }

    private static void checkDays(
            String which, UUID organization, List<BotEvent> events, List<BotEvent> messages, LiveHarness job) {
        Map<LocalDate, Map<String, Long>> sent = new TreeMap<>();
        messages.forEach(event -> count(sent, event));
        Map<LocalDate, Map<String, Long>> started = new TreeMap<>();
        conversations(events)
                .forEach(conversation -> conversation.stream()
                        .filter(event -> event.type() != EventType.CONVERSATION_RATED)
                        .min(ORDER)
                        .ifPresent(first -> count(started, first)));
        sent.forEach((date, scores) -> {
            assertThat(job.scores(RedisKeys.leaderboardMessages(organization, date)))
                    .as(which)
                    .isEqualTo(scores);
            assertThat(job.scores(RedisKeys.leaderboardConversations(organization, date)))
                    .as(which)
                    .isEqualTo(started.getOrDefault(date, Map.of()));
        });
    }

    private static void count(Map<LocalDate, Map<String, Long>> byDay, BotEvent event) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(event.occurredAt(), 24 * HOUR));
        byDay.computeIfAbsent(date, day -> new HashMap<>()).merge(event.botId().toString(), 1L, Long::sum);
    }

    /** Of each conversation that is active the bot of its latest message. */
    private static List<UUID> activeFor(List<BotEvent> events, long asOf) {
        List<UUID> bots = new ArrayList<>();
        for (List<BotEvent> conversation : conversations(events)) {
            boolean hasEnd = conversation.stream().anyMatch(event -> event.type() == EventType.CONVERSATION_ENDED);
            conversation.stream()
                    .filter(event -> event.text() != null)
                    .max(ORDER)
                    .filter(latest -> !hasEnd && latest.occurredAt() > asOf - 5 * MINUTE)
                    .ifPresent(latest -> bots.add(latest.botId()));
        }
        return bots;
    }

    private static List<List<BotEvent>> conversations(List<BotEvent> events) {
        return List.copyOf(events.stream()
                .collect(Collectors.groupingBy(BotEvent::conversationId))
                .values());
    }

    private static List<BotEvent> filter(List<BotEvent> events, Predicate<BotEvent> wanted) {
        return events.stream().filter(wanted).toList();
    }

    private static boolean isWithin(BotEvent event, long firstMinute, long lastMinute) {
        long minute = Math.floorDiv(event.occurredAt(), MINUTE);
        return minute >= firstMinute && minute <= lastMinute;
    }

    private static long with(List<BotEvent> messages, Outcome outcome) {
        return messages.stream().filter(event -> event.outcome() == outcome).count();
    }

    private static BotEvent denser(BotEvent event) {
        return GeneratedEvents.at(event, GeneratedEvents.BEGIN + (event.occurredAt() - GeneratedEvents.BEGIN) / 12);
    }
}
