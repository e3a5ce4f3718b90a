package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.live.BotFigures;
import io.botflow.analytics.schemas.live.RealtimeFigures;
import io.botflow.analytics.schemas.live.RollingFigures;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live figures as clients get them, from Redis as the live job leaves it. */
class RealtimeIT {
    private static final String ACME = "a0000000-0000-0000-0000-000000000001";
    private static final String MEMBER = "10000000-0000-0000-0000-000000000001";
    private static final String FIRST = "c0000000-0000-0000-0000-000000000001";
    private static final String SECOND = "c0000000-0000-0000-0000-000000000002";
    private static final String REALTIME = "/api/analytics/realtime";
    private static final String HASH = "metrics:realtime:" + ACME;
    private static final String PARTS = "metrics:parts:" + ACME;
    private static final String EMPTY_FIGURES = """
            "activeConversations":0,"avgResponseTime":null,"successRate":null,"messagesPerHour":0,\
            "p50":null,"p95":null,"p99":null,\
            "trend":{"activeConversations":null,"avgResponseTime":null,"successRate":null,"messagesPerHour":null,\
            "p50":null,"p95":null,"p99":null}\
            """;

    @TempDir
    private static Path directory;

    private static RunningApi api;

    @BeforeAll
    static void start() throws Exception {
        api = RunningApi.start(directory);
        api.sql(
                "INSERT INTO organizations (id, name) VALUES ('%s', 'acme')".formatted(ACME),
                "INSERT INTO bots (organization_id, id, name) VALUES ('%s', '%s', 'a'), ('%s', '%s', 'b')"
                        .formatted(ACME, FIRST, ACME, SECOND),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin')".formatted(ACME, MEMBER));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @BeforeEach
    void empty() {
        api.redis(redis -> redis.flushAll());
    }

    private static String get(String path) throws Exception {
        return api.get(path, api.token(MEMBER, ACME)).body();
    }

    @Test
    void givesNullsWithoutData() throws Exception {
        String expected = "{" + EMPTY_FIGURES
                + ",\"today\":{\"conversations\":0,\"messages\":0,\"active_bots\":0},\"as_of\":null}";
        assertThat(get(REALTIME)).isEqualTo(expected);
        assertThat(get(REALTIME + "?bot_id=" + FIRST)).isEqualTo(expected);
        assertThat(get("/api/analytics/bots/" + FIRST + "/percentiles"))
                .isEqualTo("{\"p50\":null,\"p95\":null,\"p99\":null,\"count\":0,\"as_of\":null}");
    }

    @Test
    void knowsTheTimeWithoutFigures() throws Exception {
        api.redis(redis -> redis.set("metrics:as_of", "2025-03-14T10:00:00.000Z"));

        assertThat(get(REALTIME)).startsWith("{" + EMPTY_FIGURES).endsWith("\"as_of\":\"2025-03-14T10:00:00.000Z\"}");
    }

    @Test
    void givesTheOrganizationsFigures() throws Exception {
        api.redis(redis -> {
            redis.set("metrics:as_of", "2025-03-14T11:00:00.000Z");
            redis.hset(HASH, Map.of("as_of", "2025-03-13T23:59:59.999Z", "active_conversations", "7"));
            redis.hset(
                    HASH,
                    Map.of(
                            "avg_response_time_ms", "1500",
                            "p50_response_time_ms", "1200",
                            "p95_response_time_ms", "4000",
                            "p99_response_time_ms", "9007199254740993",
                            "success_rate", "66.67",
                            "messages_per_hour", "300",
                            "total_messages", "300"));
            redis.hset(
                    HASH,
                    Map.of(
                            "previous_active_conversations", "0",
                            "previous_avg_response_time_ms", "1600",
                            "previous_p50_response_time_ms", "1200",
                            "previous_p95_response_time_ms", "3000",
                            "previous_success_rate", "80.00",
                            "previous_messages_per_hour", "7",
                            "previous_total_messages", "7"));
            redis.zadd("leaderboard:" + ACME + ":2025-03-13:messages", Map.of(FIRST, 1_234_567.0, SECOND, 0.0));
            redis.zadd("leaderboard:" + ACME + ":2025-03-13:conversations", Map.of(FIRST, 30.0, SECOND, 12.0));
            redis.zadd("leaderboard:" + ACME + ":2025-03-14:messages", 999, FIRST);
        });

        assertThat(get(REALTIME)).isEqualTo("""
                {"activeConversations":7,"avgResponseTime":1500,"successRate":66.67,"messagesPerHour":300,\
                "p50":1200,"p95":4000,"p99":9007199254740993,\
                "trend":{"activeConversations":null,"avgResponseTime":-6.25,"successRate":-16.66,\
                "messagesPerHour":4185.71,"p50":0.00,"p95":33.33,"p99":null},\
                "today":{"conversations":42,"messages":1234567,"active_bots":1},\
                "as_of":"2025-03-13T23:59:59.999Z"}\
                """.strip());
    }

    @Test
    void mergesBotsToTheWhole() throws Exception {
        BotFigures first = new BotFigures(figures(2, 500, 700), figures(0, 100));
        BotFigures second = new BotFigures(figures(3, 90_000, 10, 20), figures(1));
        BotFigures whole = new BotFigures();
        whole.merge(first);
        whole.merge(second);
        api.redis(redis -> {
            put(redis, FIRST, first);
            put(redis, SECOND, second);
            redis.hset(HASH, "as_of", "2025-03-14T10:00:00.000Z");
            redis.hset(HASH, RealtimeFigures.of(whole.current()).toOrganizationFields(""));
            redis.hset(HASH, RealtimeFigures.of(whole.previous()).toOrganizationFields("previous_"));
            redis.zadd("leaderboard:" + ACME + ":2025-03-14:messages", Map.of(FIRST, 5.0, SECOND, 6.0));
            redis.zadd("leaderboard:" + ACME + ":2025-03-14:conversations", Map.of(SECOND, 2.0));
        });

        String organization = get(REALTIME);
        assertThat(get(REALTIME + "?bot_id=" + FIRST + "&bot_id=" + SECOND + "&bot_id=" + FIRST))
                .isEqualTo(organization);
        assertThat(new JsonObject(organization).getInteger("activeConversations"))
                .isEqualTo(5);

        JsonObject one = new JsonObject(get(REALTIME + "?bot_id=" + FIRST));
        assertThat(one.getInteger("activeConversations")).isEqualTo(2);
        assertThat(one.getInteger("avgResponseTime")).isEqualTo(600);
        assertThat(one.getJsonObject("trend").getDouble("avgResponseTime")).isEqualTo(500.0);
        assertThat(one.getJsonObject("today"))
                .isEqualTo(new JsonObject("{\"conversations\":0,\"messages\":5,\"active_bots\":1}"));
    }

    @Test
    void leavesOutABotThatCannotBeRead() throws Exception {
        BotFigures first = new BotFigures(figures(2, 500), figures(0));
        api.redis(redis -> {
            put(redis, FIRST, first);
            redis.hset(bytes(PARTS), bytes(SECOND), new byte[] {9, 9, 9});
        });

        assertThat(get(REALTIME + "?bot_id=" + FIRST + "&bot_id=" + SECOND))
                .isEqualTo(get(REALTIME + "?bot_id=" + FIRST))
                .contains("\"p50\":");
    }

    @Test
    void givesPercentilesOfABot() throws Exception {
        api.redis(redis -> {
            redis.set("metrics:as_of", "2025-03-14T10:00:00.000Z");
            redis.hset(
                    "metrics:rolling:" + ACME + ":" + FIRST + ":1h",
                    Map.of("count", "12", "avg", "9", "p50", "10", "p95", "20", "p99", "30", "success_rate", "1.00"));
        });

        assertThat(get("/api/analytics/bots/" + FIRST + "/percentiles"))
                .isEqualTo("{\"p50\":10,\"p95\":20,\"p99\":30,\"count\":12,\"as_of\":\"2025-03-14T10:00:00.000Z\"}");
    }

    private static RollingFigures figures(int active, int... responseTimes) {
        RollingFigures figures = new RollingFigures();
        figures.addActiveConversations(active);
        for (int responseTime : responseTimes) {
            figures.addMessage(answer(responseTime));
        }
        return figures;
    }

    private static BotEvent answer(int responseTime) {
        UUID any = UUID.fromString(FIRST);
        return new BotEvent(
                EventType.MESSAGE_SENT,
                any,
                0,
                any,
                any,
                any,
                "+49151",
                "",
                0,
                responseTime,
                Outcome.SUCCESS,
                0,
                0,
                null,
                null,
                BotEvent.ABSENT);
    }

    private static void put(redis.clients.jedis.Jedis redis, String bot, BotFigures figures) {
        redis.hset(bytes(PARTS), bytes(bot), figures.toBytes());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
