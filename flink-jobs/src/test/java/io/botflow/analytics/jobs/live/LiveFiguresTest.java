package io.botflow.analytics.jobs.live;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.schemas.RedisKeys;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import io.botflow.analytics.schemas.live.BotFigures;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Redis shows, and when. */
class LiveFiguresTest {
    private static final UUID ORGANIZATION = id(0xA);
    private static final UUID BOT = id(0xB);
    private static final UUID OTHER_BOT = id(0xBB);
    private static final String REALTIME = RedisKeys.realtime(ORGANIZATION);

    private LiveHarness job;

    @BeforeEach
    void startJob() throws Exception {
        job = new LiveHarness();
    }

    @AfterEach
    void closeJob() {
        job.close();
    }

    @Test
    void countsTheMinuteOfEventTimeAndThe59Before() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T09:59:59.999Z")
                .received("2026-03-01T10:00:00Z")
                .sent("2026-03-01T10:30:00Z", Outcome.SUCCESS, 1_000, 7, 0)
                .sent("2026-03-01T10:59:59.999Z", Outcome.FAILURE, 3_000, 5, 0)
                .received("2026-03-01T11:00:00Z")
                .events());

        job.eventTime(at("2026-03-01T10:59:30Z")).flush();

        assertThat(job.hash(REALTIME))
                .containsAllEntriesOf(Map.of(
                        "total_messages", "3",
                        "messages_per_hour", "3",
                        "successful", "1",
                        "failed", "1",
                        "fallback", "0",
                        "total_tokens", "12",
                        "success_rate", "50.00",
                        "avg_response_time_ms", "2000",
                        "previous_total_messages", "1",
                        "as_of", "2026-03-01T10:59:30.000Z"))
                .doesNotContainKeys("previous_success_rate", "previous_p50_response_time_ms");
        assertThat(job.hash(RedisKeys.rolling(ORGANIZATION, BOT)))
                .containsEntry("count", "2")
                .containsEntry("avg", "2000")
                .containsEntry("success_rate", "50.00");
        assertThat(Long.parseLong(job.hash(REALTIME).get("p99_response_time_ms")))
                .isBetween(2_930L, 3_030L);
    }

    @Test
    void rollsMinuteByMinuteThroughBothHours() throws Exception {

        String[][] expected = {
            {"2026-03-01T09:59:59.999Z", "0", "0"},
            {"2026-03-01T10:00:00Z", "1", "0"},
            {"2026-03-01T10:59:59.999Z", "1", "0"},
            {"2026-03-01T11:00:00Z", "0", "1"},
            {"2026-03-01T11:59:59.999Z", "0", "1"},
            {"2026-03-01T12:00:00Z", "0", "0"},
        };
        for (boolean inLeaps : new boolean[] {false, true}) {
            try (LiveHarness fresh = new LiveHarness()) {
                fresh.read(new EventScript()
                        .sent("2026-03-01T10:00:00Z", Outcome.SUCCESS, 500, 3, 0)
                        .events());
                long time = at("2026-03-01T09:50:00Z");
                fresh.eventTime(time).flush();
                for (String[] row : expected) {
                    while (!inLeaps && time + 60_000 < at(row[0])) {
                        time += 60_000;
                        fresh.eventTime(time).flush();
                    }
                    fresh.eventTime(at(row[0])).flush();
                    assertThat(List.of(
                                    fresh.hash(REALTIME).get("total_messages"),
                                    fresh.hash(REALTIME).get("previous_total_messages")))
                            .as("at %s, in leaps: %s", row[0], inLeaps)
                            .containsExactly(row[1], row[2]);
                }
                assertThat(fresh.mergedParts(ORGANIZATION).isEmpty()).isTrue();
                assertThat(fresh.hash(RedisKeys.rolling(ORGANIZATION, BOT))).isEqualTo(Map.of("count", "0"));
            }
        }
    }

    @Test
    void countsARedeliveryOnceAndWritesNothingForIt() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .sent("2026-03-01T10:00:01Z", Outcome.SUCCESS, 1_000, 1, 0)
                .events();
        job.read(events).eventTime(at("2026-03-01T10:00:30Z")).flush();
        Map<String, Object> before = job.everything();
        job.takeWritten();

        job.read(events).flush();
        assertThat(job.takeWritten()).isEmpty();

        job.restart().read(events).flush();
        assertThat(job.everything()).isEqualTo(before);
    }

    @Test
    void holdsAConversationForActiveUntilFiveMinutesAfterItsLatestMessage() throws Exception {
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events());

        assertThat(activeAt("2026-03-01T09:59:00Z")).isEqualTo("1");
        assertThat(activeAt("2026-03-01T10:04:59.999Z")).isEqualTo("1");
        assertThat(activeAt("2026-03-01T10:05:00Z")).isEqualTo("0");

        job.read(new EventScript()
                .eventId(id(2))
                .received("2026-03-01T10:06:00Z")
                .events());
        assertThat(activeAt("2026-03-01T10:05:00Z")).isEqualTo("1");
    }

    @Test
    void takesAConversationBackAtItsEndAndTellsAtOnce() throws Exception {
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events());
        assertThat(activeAt("2026-03-01T09:59:00Z")).isEqualTo("1");
        job.takeWritten();

        job.read(new EventScript()
                .eventId(id(2))
                .ended("2026-03-01T10:00:10Z", ResolutionStatus.RESOLVED)
                .events());
        assertThat(activeAt("2026-03-01T09:59:00Z")).isEqualTo("0");
        assertThat(((RedisWrite.Hash) job.value(REALTIME)).channel()).isEqualTo(RedisKeys.changed(ORGANIZATION));
    }

    @Test
    void countsAnActiveConversationForTheBotOfItsLatestMessage() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .bot(OTHER_BOT)
                .received("2026-03-01T10:00:05Z")
                .bot(BOT)
                .received("2026-03-01T10:00:03Z")
                .events());
        job.eventTime(at("2026-03-01T10:01:00Z")).flush();

        assertThat(job.hash(REALTIME)).containsEntry("active_conversations", "1");
        RedisWrite.Hash parts = (RedisWrite.Hash) job.value(RedisKeys.parts(ORGANIZATION));
        assertThat(active(parts, OTHER_BOT)).isEqualTo(1);
        assertThat(active(parts, BOT)).isZero();
    }

    @Test
    void showsHowManyWereActiveAnHourBefore() throws Exception {
        long time = at("2026-03-01T09:58:00Z");
        job.eventTime(time);
        job.read(
                new EventScript().eventId(id(9)).started("2026-03-01T09:58:00Z").events());
        job.flush().eventTime(at("2026-03-01T09:59:00Z"));
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events());
        for (time = at("2026-03-01T09:59:00Z"); time <= at("2026-03-01T10:08:00Z"); time += 30_000) {
            job.flush().eventTime(time);
        }
        job.restart();

        String[][] expected = {
            {"2026-03-01T10:58:00Z", "0"},
            {"2026-03-01T10:59:00Z", "1"},
            {"2026-03-01T11:03:30Z", "1"},
            {"2026-03-01T11:06:00Z", "0"},
        };
        for (String[] row : expected) {
            job.eventTime(at(row[0])).flush();
            assertThat(job.hash(REALTIME)).as(row[0]).containsEntry("previous_active_conversations", row[1]);
        }
    }

    @Test
    void countsHoursAndDaysOfTheEventsOwnTimes() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T23:59:59.999Z")
                .bot(OTHER_BOT)
                .sent("2026-03-02T00:00:00Z", Outcome.FAILURE, 10, 4, 0)
                .events());
        job.eventTime(at("2026-03-02T00:01:00Z")).flush();

        assertThat(job.hash(RedisKeys.realtimeHour(ORGANIZATION, Instant.parse("2026-03-01T23:00:00Z"))))
                .isEqualTo(Map.of("messages", "1", "successful", "0", "failed", "0", "tokens", "0"));
        assertThat(job.hash(RedisKeys.realtimeHour(ORGANIZATION, Instant.parse("2026-03-02T00:00:00Z"))))
                .isEqualTo(Map.of("messages", "1", "successful", "0", "failed", "1", "tokens", "4"));
        assertThat(leaders("2026-03-01", true)).isEqualTo(Map.of(BOT.toString(), 1L));
        assertThat(leaders("2026-03-02", true)).isEqualTo(Map.of(OTHER_BOT.toString(), 1L));
        assertThat(leaders("2026-03-01", false)).isEqualTo(Map.of(BOT.toString(), 1L));
        assertThat(leaders("2026-03-02", false)).isEmpty();
    }

    @Test
    void takesAStartBackThatAnEarlierEventMoves() throws Exception {
        job.read(new EventScript().received("2026-03-02T00:00:00Z").events())
                .eventTime(at("2026-03-02T00:01:00Z"))
                .flush();
        assertThat(leaders("2026-03-02", false)).isEqualTo(Map.of(BOT.toString(), 1L));

        job.read(new EventScript()
                        .bot(OTHER_BOT)
                        .eventId(id(2))
                        .started("2026-03-01T23:59:00Z")
                        .events())
                .flush();

        assertThat(leaders("2026-03-02", false)).isEmpty();
        assertThat(leaders("2026-03-01", false)).isEqualTo(Map.of(OTHER_BOT.toString(), 1L));
    }

    @Test
    void leavesHoursAloneThatAreTwoDaysBehind() throws Exception {
        job.eventTime(at("2026-03-03T11:00:00Z"));
        job.read(new EventScript()
                        .received("2026-03-01T10:59:59Z")
                        .received("2026-03-01T11:00:00Z")
                        .events())
                .flush();

        assertThat(job.hash(RedisKeys.realtimeHour(ORGANIZATION, Instant.parse("2026-03-01T10:00:00Z"))))
                .isEmpty();
        assertThat(job.hash(RedisKeys.realtimeHour(ORGANIZATION, Instant.parse("2026-03-01T11:00:00Z"))))
                .containsEntry("messages", "1");
        assertThat(leaders("2026-03-01", true)).isEqualTo(Map.of(BOT.toString(), 2L));
    }

    @Test
    void writesEverythingLiveAgainAfterARestore() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .sent("2026-03-01T10:00:02Z", Outcome.SUCCESS, 2_000, 9, 0)
                .organization(id(0xAA))
                .bot(OTHER_BOT)
                .received("2026-03-01T09:10:00Z")
                .events());
        job.eventTime(at("2026-03-01T10:01:00Z")).flush();
        Map<String, Object> before = job.everything();
        assertThat(before).hasSizeGreaterThan(9);

        job.restart();
        assertThat(job.everything()).isEmpty();
        job.pass(Duration.ofMillis(400));

        assertThat(job.everything()).isEqualTo(before);
        assertThat(job.value(RedisKeys.AS_OF))
                .isEqualTo(new RedisWrite.Text(RedisKeys.AS_OF, "2026-03-01T10:01:00.000Z"));
    }

    @Test
    void writesEventTimeAloneEveryFewSecondsWithoutTellingAnyone() throws Exception {
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-01T10:01:00Z")).pass(Duration.ofSeconds(1));
        job.takeWritten();

        job.eventTime(at("2026-03-01T10:01:03Z")).pass(Duration.ofSeconds(3));
        assertThat(job.takeWritten()).containsExactly(new RedisWrite.Text(RedisKeys.AS_OF, "2026-03-01T10:01:03.000Z"));

        job.pass(Duration.ofSeconds(3));
        assertThat(job.takeWritten()).singleElement().satisfies(write -> {
            assertThat(write.key()).isEqualTo(REALTIME);
            assertThat(((RedisWrite.Hash) write).channel()).isNull();
        });
        assertThat(job.hash(REALTIME)).containsEntry("as_of", "2026-03-01T10:01:03.000Z");

        job.pass(Duration.ofSeconds(20));
        assertThat(job.takeWritten()).isEmpty();
    }

    @Test
    void leavesAnOrganizationAloneADayAfterItsNewestEvent() throws Exception {
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-02T09:59:00Z")).pass(Duration.ofSeconds(6));
        job.takeWritten();

        job.eventTime(at("2026-03-02T09:59:30Z")).pass(Duration.ofSeconds(6));
        assertThat(job.takeWritten()).extracting(RedisWrite.Value::key).contains(REALTIME);

        job.eventTime(at("2026-03-02T10:00:30Z")).pass(Duration.ofSeconds(6));
        assertThat(job.takeWritten()).extracting(RedisWrite.Value::key).containsExactly(RedisKeys.AS_OF);
    }

    @Test
    void saysHowLongEachKeyLives() throws Exception {
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-01T10:01:00Z")).flush();

        for (RedisWrite.Value value : job.takeWritten()) {
            Duration expected = value.key().startsWith("leaderboard:")
                    ? Duration.ofDays(8)
                    : value.key().endsWith("T10") ? Duration.ofDays(2) : Duration.ofDays(1);
            Duration timeToLive = value instanceof RedisWrite.Hash hash
                    ? hash.timeToLive()
                    : ((RedisWrite.SortedSet) value).timeToLive();
            assertThat(timeToLive).as(value.key()).isEqualTo(expected);
        }
    }

    @Test
    void writesNothingBeforeTheFirstEventTimeAndAllOfItThen() throws Exception {
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events()).flush();
        assertThat(job.takeWritten()).isEmpty();

        job.restart().eventTime(at("2026-03-01T10:00:00Z")).pass(Duration.ofMillis(400));
        assertThat(job.hash(REALTIME)).containsEntry("total_messages", "1").containsEntry("active_conversations", "1");
    }

    private String activeAt(String time) throws Exception {
        job.eventTime(at(time)).flush();
        String active = job.hash(REALTIME).get("active_conversations");
        RollingFigures merged = job.mergedParts(ORGANIZATION).current();
        assertThat(merged.activeConversations()).isEqualTo(Long.parseLong(active));
        return active;
    }

    private static long active(RedisWrite.Hash parts, UUID botId) {
        byte[] bytes = parts.fields().get(botId.toString());
        return bytes == null ? 0 : BotFigures.fromBytes(bytes).current().activeConversations();
    }

    private Map<String, Long> leaders(String date, boolean byMessages) {
        LocalDate day = LocalDate.parse(date);
        return job.scores(
                byMessages
                        ? RedisKeys.leaderboardMessages(ORGANIZATION, day)
                        : RedisKeys.leaderboardConversations(ORGANIZATION, day));
    }
}
