package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.local.LiveRecomputation.Counts;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/** What Redis holds, against a recomputation from all events that were generated and read. */
public final class LiveComparison {
    private static final int[] PERCENTS = {50, 95, 99};
    /** Hours that are surely within what is kept, whatever part of them event time is in. */
    private static final int HOURS = 46;

    private final Map<UUID, List<BotEvent>> read;
    private final long seed;

    /**
     * Compares with these events.
     *
     * @param arrivals the events in the order in which they were read, redeliveries included
     * @param seed told with every difference
     */
    public LiveComparison(Collection<BotEvent> arrivals, long seed) {
        this.read = arrivals.stream()
                .filter(event -> event.conversationId() != null)
                .collect(Collectors.groupingBy(BotEvent::organizationId));
        // A conversation of which only ratings are known counts nowhere yet.
        this.read.values().removeIf(LiveComparison::areRatings);
        this.seed = seed;
    }

    private static boolean areRatings(List<BotEvent> events) {
        return events.stream().allMatch(event -> event.type() == EventType.CONVERSATION_RATED);
    }

    /** Where event time has to be at least, a little further than the newest of some events. */
    public static Instant end(long newest) {
        // Between two figures that roll on, and far from the border of a minute.
        return Instant.ofEpochMilli(newest).truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMillis(90_417));
    }

    /** Those that have figures. */
    public Set<UUID> organizations() {
        return read.keySet();
    }

    /** Fails unless every figure of every organization is right and event time has come so far. */
    public void assertEveryFigure(Jedis redis, Instant end) {
        organizations().forEach(organization -> assertFigures(redis, organization, end));
    }

    /** Fails unless every figure of an organization is right and event time has come so far. */
    public void assertFigures(Jedis redis, UUID organization, Instant end) {
        List<BotEvent> events = read.get(organization);
        LiveRecomputation expected = new LiveRecomputation(events);
        assertOrganization(redis, expected, organization, end);
        for (UUID bot : events.stream().map(BotEvent::botId).collect(Collectors.toSet())) {
            assertBot(redis, expected, organization, bot);
        }
        assertDays(redis, expected, organization, end);
    }

    private void assertOrganization(Jedis redis, LiveRecomputation expected, UUID organization, Instant end) {
        Map<String, String> found = redis.hgetAll("metrics:realtime:" + organization);
        assertThat(found)
                .as("realtime of %s, -Dbotflow.seed=%d", organization, seed)
                .containsKey("as_of");
        Instant asOf = Instant.parse(found.get("as_of"));
        // The hash may be older, but only if it would be the same now. Or newer: another task writes the time of all.
        Instant ofAll = Instant.parse(redis.get("metrics:as_of"));
        assertThat(ofAll).isAfterOrEqualTo(end);
        Instant now = ofAll.isAfter(asOf) ? ofAll : asOf;
        Predicate<BotEvent> own = event -> event.organizationId().equals(organization);
        for (Instant at : List.of(asOf, now)) {
            assertHour(found, "", expected.hourUntil(at, 0, own));
            assertHour(found, "previous_", expected.hourUntil(at, 1, own));
        }
        // Whole minutes or not: the contract leaves open which five minutes are the last.
        assertThat(Long.parseLong(found.get("active_conversations")))
                .as("active_conversations of %s at %s, -Dbotflow.seed=%d", organization, asOf, seed)
                .isBetween(
                        expected.openWithMessage(organization, asOf.minus(Duration.ofMinutes(4)), asOf),
                        expected.openWithMessage(
                                organization, asOf.minus(Duration.ofMinutes(6)), asOf.plus(Duration.ofMinutes(1))));

        Instant thisHour = asOf.truncatedTo(ChronoUnit.HOURS);
        for (int back = 0; back < HOURS; back++) {
            Instant hour = thisHour.minus(Duration.ofHours(back));
            Counts counts = expected.hour(hour, own);
            if (counts.messages() > 0) {
                String key = "metrics:realtime:" + organization + ":"
                        + hour.toString().substring(0, 13);
                assertThat(redis.hgetAll(key))
                        .as("%s, -Dbotflow.seed=%d", key, seed)
                        .containsEntry("messages", Long.toString(counts.messages()))
                        .containsEntry("successful", Long.toString(counts.successful()))
                        .containsEntry("failed", Long.toString(counts.failed()))
                        .containsEntry("tokens", Long.toString(counts.tokens()));
                assertThat(redis.ttl(key)).as(key).isPositive();
            }
        }
    }

    private void assertHour(Map<String, String> found, String prefix, Counts counts) {
        assertThat(found)
                .as("%s at %s, -Dbotflow.seed=%d", prefix, found.get("as_of"), seed)
                .containsEntry(prefix + "total_messages", Long.toString(counts.messages()))
                .containsEntry(prefix + "messages_per_hour", Long.toString(counts.messages()))
                .containsEntry(prefix + "successful", Long.toString(counts.successful()))
                .containsEntry(prefix + "failed", Long.toString(counts.failed()))
                .containsEntry(prefix + "fallback", Long.toString(counts.fallback()))
                .containsEntry(prefix + "total_tokens", Long.toString(counts.tokens()));
        assertThat(found.get(prefix + "avg_response_time_ms")).isEqualTo(counts.average());
        assertThat(found.get(prefix + "success_rate")).isEqualTo(Objects.toString(counts.successRate(), null));
        for (int percent : PERCENTS) {
            String name = prefix + "p" + percent + "_response_time_ms";
            assertThat(counts.admits(percent, found.get(name)))
                    .as("%s = %s of %s, -Dbotflow.seed=%d", name, found.get(name), counts.responseTimes(), seed)
                    .isTrue();
        }
    }

    private void assertBot(Jedis redis, LiveRecomputation expected, UUID organization, UUID bot) {
        Instant asOf = Instant.parse(redis.hget("metrics:realtime:" + organization, "as_of"));
        Counts counts = expected.hourUntil(
                asOf, 0, event -> event.organizationId().equals(organization) && bot.equals(event.botId()));
        String key = "metrics:rolling:" + organization + ":" + bot + ":1h";
        Map<String, String> found = redis.hgetAll(key);
        if (counts.messages() == 0) {
            assertThat(found.getOrDefault("count", "0")).as(key).isEqualTo("0");
            return;
        }
        assertThat(found)
                .as("%s at %s, -Dbotflow.seed=%d", key, asOf, seed)
                .containsEntry("count", Long.toString(counts.responseTimes().size()));
        assertThat(found.get("avg")).as(key).isEqualTo(counts.average());
        assertThat(found.get("success_rate")).as(key).isEqualTo(Objects.toString(counts.successRate(), null));
        for (int percent : PERCENTS) {
            assertThat(counts.admits(percent, found.get("p" + percent)))
                    .as("%s p%d = %s", key, percent, found.get("p" + percent))
                    .isTrue();
        }
    }

    private void assertDays(Jedis redis, LiveRecomputation expected, UUID organization, Instant end) {
        LocalDate first = LiveRecomputation.day(GeneratedEvents.BEGIN);
        LocalDate last = LiveRecomputation.day(end.toEpochMilli());
        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            String key = "leaderboard:" + organization + ":" + date + ":";
            assertThat(scores(redis, key + "messages"))
                    .as("%smessages, -Dbotflow.seed=%d", key, seed)
                    .isEqualTo(expected.messagesOn(date, organization));
            assertThat(scores(redis, key + "conversations"))
                    .as("%sconversations, -Dbotflow.seed=%d", key, seed)
                    .isEqualTo(expected.conversationsOn(date, organization));
        }
    }

    private static Map<String, Long> scores(Jedis redis, String key) {
        return redis.zrangeWithScores(key, 0, -1).stream()
                .filter(tuple -> tuple.getScore() != 0)
                .collect(Collectors.toMap(tuple -> tuple.getElement(), tuple -> (long) tuple.getScore()));
    }
}
