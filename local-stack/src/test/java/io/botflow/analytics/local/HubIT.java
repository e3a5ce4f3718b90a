package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.ApiSettings;
import io.botflow.analytics.api.live.SocketSettings;
import io.botflow.analytics.local.RawSocket.Closed;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/** Sockets of the API server beside a real Redis and PostgreSQL; frames are published as the live job does. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HubIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String PATH = "/api/analytics/stream";
    private static final int MOST_PER_USER = 3;
    private static final int MOST_PER_ORGANIZATION = 5;
    private static final String PUBLISH = """
            local id = redis.call('XADD', KEYS[1], 'MAXLEN', '=', 1000, '*', 'type', ARGV[2], 'data', ARGV[3])
            redis.call('PUBLISH', ARGV[1], '{"type":"' .. ARGV[2] .. '","id":"' .. id .. '","data":' .. ARGV[3] .. '}')
            return id
            """;

    @TempDir
    static Path directory;

    private static RunningApi api;

    private final String organization = UUID.randomUUID().toString();
    private final String bot = UUID.randomUUID().toString();
    private final String otherBot = UUID.randomUUID().toString();
    private final String admin = UUID.randomUUID().toString();
    private final String viewer = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        api = RunningApi.prepare(directory);
        api.startServer(settings());
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static ApiSettings settings() {
        ApiSettings local = api.settings().api();
        return new ApiSettings(
                local.host(),
                local.port(),
                local.managementPort(),
                local.redisUrl(),
                local.database(),
                local.tokens(),
                Set.of("https://console.example.com"),
                new SocketSettings(MOST_PER_USER, MOST_PER_ORGANIZATION, 1_000, Duration.ofSeconds(1)),
                local.exports(),
                local.cursorSecret(),
                local.requestsPerSecond());
    }

    @BeforeEach
    void addMembers() throws Exception {
        api.sql(
                "INSERT INTO organizations VALUES ('%s', 'Test', 'UTC')".formatted(organization),
                "INSERT INTO organization_members VALUES ('%1$s', '%2$s', 'admin'), ('%1$s', '%3$s', 'viewer')"
                        .formatted(organization, admin, viewer),
                "INSERT INTO bots VALUES ('%2$s', '%1$s', 'One'), ('%3$s', '%1$s', 'Other')"
                        .formatted(organization, bot, otherBot));
    }

    @Test
    void beginsWithTheFiguresAndAnswersTheProtocol() throws Exception {
        try (RawSocket socket = connect(admin)) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.head().toLowerCase(java.util.Locale.ROOT))
                    .contains("sec-websocket-protocol: botflow.v1\r\n")
                    .doesNotContain("bearer");
            JsonObject first = new JsonObject(socket.read());
            assertThat(first.getString("type")).isEqualTo("metrics_update");
            assertThat(first.containsKey("id")).isTrue();
            assertThat(first.getJsonObject("data").getMap())
                    .containsEntry("messagesPerHour", 0)
                    .containsEntry("avgResponseTime", null)
                    .containsKeys("trend", "today", "as_of");
        }
    }

    @Test
    void closesWhoBringsNoGoodToken() throws Exception {
        String expired = api.token(
                admin,
                organization,
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(1))));
        for (String token : List.of("", "a.b.c", "garbage", expired)) {
            try (RawSocket socket = connect(Map.of("Sec-WebSocket-Protocol", "botflow.v1, bearer." + token))) {
                assertThat(socket.status()).isEqualTo(101);
                assertThat(socket.awaitClose()).isEqualTo(new Closed(1008, "Authentication required"));
            }
        }
        try (RawSocket socket = connect(Map.of())) {
            assertThat(socket.awaitClose()).isEqualTo(new Closed(1008, "Authentication required"));
        }
        try (RawSocket socket = connect(UUID.randomUUID().toString())) {
            assertThat(socket.awaitClose()).isEqualTo(new Closed(1008, "Not a member"));
        }
        try (RawSocket socket = RawSocket.open(
                api.settings().ports().api(), PATH + "?token=" + api.token(admin, organization), Map.of())) {
            assertThat(new JsonObject(socket.read()).getString("type")).isEqualTo("metrics_update");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:PORT, 101",
        "https://console.example.com, 101",
        "http://127.0.0.1, 403",
        "http://127.0.0.1:1, 403",
        "http://127.0.0.1:PORT.example.com, 403",
        "http://example.com, 403",
        "http://console.example.com, 403",
        "https://console.example.com.evil.com, 403",
        "null, 403",
        "file://, 403",
        "http://127.0.0.1:PORT/path, 403",
        "http://user@127.0.0.1:PORT, 403"
    })
    void letsInPagesOfItsOwnHostAndOfTheListOnly(String origin, int status) throws Exception {
        String port = Integer.toString(api.settings().ports().api());
        try (RawSocket socket = connect(Map.of(
                "Origin",
                origin.replace("PORT", port),
                "Sec-WebSocket-Protocol",
                "botflow.v1, bearer." + api.token(admin, organization)))) {
            assertThat(socket.status()).isEqualTo(status);
        }
    }

    @Test
    void showsPhonesByRoleAsItIsNow() throws Exception {
        try (RawSocket full = connect(admin);
                RawSocket masked = connect(viewer)) {
            awaitFigures(full, masked);
            publish(organization, bot, "first");
            assertThat(message(full).getString("customer_phone")).isEqualTo("+15550001234");
            assertThat(message(masked).getString("customer_phone")).isEqualTo("*********234");

            api.sql("UPDATE organization_members SET role = 'admin' WHERE user_id = '" + viewer + "'");
            await().atMost(LIMIT).until(() -> {
                publish(organization, bot, "again");
                return message(masked).getString("customer_phone").equals("+15550001234");
            });

            api.sql("DELETE FROM organization_members WHERE user_id = '" + viewer + "'");
            assertThat(masked.awaitClose()).isEqualTo(new Closed(1008, "Not a member"));
        }
    }

    @Test
    void givesTheFramesOfTheBotsThatAreSubscribedTo() throws Exception {
        try (RawSocket socket = connect(admin)) {
            awaitFigures(socket);
            socket.send("{\"type\":\"subscribe\",\"bot_ids\":[\"" + bot + "\"]}");
            awaitFigures(socket);
            publish(organization, otherBot, "not this");
            publish(organization, bot, "this");
            assertThat(message(socket).getString("message")).isEqualTo("this");

            socket.send("{\"type\":\"unsubscribe\",\"bot_ids\":[\"" + bot.toUpperCase(java.util.Locale.ROOT) + "\"]}");
            awaitFigures(socket);
            publish(organization, bot, "nobody's");
            socket.send("{\"type\":\"subscribe\"}");
            awaitFigures(socket);
            publish(organization, otherBot, "all");
            assertThat(message(socket).getString("message")).isEqualTo("all");

            String foreign = UUID.randomUUID().toString();
            socket.send("{\"type\":\"subscribe\",\"bot_ids\":[\"" + foreign + "\"]}");
            JsonObject error = next(socket, "error");
            assertThat(error.getInteger("status")).isEqualTo(404);
            assertThat(error.getString("detail")).contains("bot_ids", foreign);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | JSON",
                "[1] | JSON",
                "{} | type",
                "{\"type\":7} | type",
                "{\"type\":\"dance\"} | type",
                "{\"type\":\"subscribe\",\"bot_ids\":\"x\"} | bot_ids",
                "{\"type\":\"subscribe\",\"bot_ids\":[1]} | bot_ids",
                "{\"type\":\"subscribe\",\"bot_ids\":[\"1-2-3-4-5\"]} | bot_ids",
                "{\"type\":\"resume\"} | last_id",
                "{\"type\":\"resume\",\"last_id\":\"x\"} | last_id",
                "{\"type\":\"authenticate\"} | token"
            })
    void saysWhatIsWrongWithAMessageAndGoesOn(String text, String named) throws Exception {
        try (RawSocket socket = connect(admin)) {
            socket.send(text);
            JsonObject error = next(socket, "error");
            assertThat(error.getInteger("status")).isEqualTo(400);
            assertThat(error.getString("detail")).contains(named);
            socket.send("{\"type\":\"ping\"}");
            assertThat(next(socket, "pong")).isNotNull();
        }
    }

    @Test
    void closesWhoFloodsOrSendsTooMuch() throws Exception {
        try (RawSocket socket = connect(admin)) {
            CompletableFuture<Closed> closed = awaitCloseLater(socket);
            try {
                for (int i = 0; i < 500; i++) {
                    socket.send("{\"type\":\"ping\"}");
                }
            } catch (IOException e) {
                assertThat(e).as("the server closed already").isNotNull();
            }
            assertThat(closed.get(30, TimeUnit.SECONDS).code()).isEqualTo(1008);
        }
        try (RawSocket socket = connect(admin)) {
            socket.send(RawSocket.BINARY, true, new byte[10]);
            assertThat(socket.awaitClose().code()).isEqualTo(1003);
        }
        byte[] large = "x".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        try (RawSocket socket = connect(admin)) {
            socket.send(RawSocket.TEXT, true, large);
            assertThat(socket.awaitClose().code()).isEqualTo(1009);
        }
        byte[] part = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        try (RawSocket socket = connect(admin)) {
            socket.send(RawSocket.TEXT, false, part);
            for (int i = 0; i < 4; i++) {
                socket.send(RawSocket.CONTINUATION, false, part);
            }
            assertThat(socket.awaitClose().code()).isEqualTo(1009);
        }
    }

    @Test
    void boundsTheSocketsOfAUserAndOfAnOrganization() throws Exception {
        List<RawSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_PER_USER; i++) {
                open.add(connect(admin));
                awaitFigures(open.get(i));
            }
            try (RawSocket refused = connect(admin)) {
                assertThat(refused.awaitClose()).isEqualTo(new Closed(1008, "Too many connections"));
            }
            for (int i = MOST_PER_USER; i < MOST_PER_ORGANIZATION; i++) {
                open.add(connect(viewer));
                awaitFigures(open.get(i));
            }
            try (RawSocket refused = connect(viewer)) {
                assertThat(refused.awaitClose()).isEqualTo(new Closed(1008, "Too many connections"));
            }
            open.remove(0).close();
            await().atMost(LIMIT).until(() -> {
                try (RawSocket again = connect(admin)) {
                    again.send("{\"type\":\"ping\"}");
                    return next(again, "pong") != null;
                } catch (RawSocket.ClosedException e) {
                    return false;
                }
            });
        } finally {
            for (RawSocket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void closesWhenTheTokenExpiresUnlessItIsRenewed() throws Exception {
        String brief = api.token(
                admin,
                organization,
                claims -> claims.expirationTime(Date.from(Instant.now().plusSeconds(3))));
        try (RawSocket ends = connectWith(brief);
                RawSocket goesOn = connectWith(brief);
                RawSocket another = connectWith(brief)) {
            awaitFigures(ends, goesOn, another);
            goesOn.send("{\"type\":\"authenticate\",\"token\":\"" + api.token(admin, organization) + "\"}");
            another.send("{\"type\":\"authenticate\",\"token\":\"" + api.token(viewer, organization) + "\"}");
            assertThat(another.awaitClose().code()).isEqualTo(1008);
            assertThat(ends.awaitClose()).isEqualTo(new Closed(1008, "Token expired"));
            goesOn.send("{\"type\":\"ping\"}");
            assertThat(next(goesOn, "pong")).isNotNull();
            goesOn.send("{\"type\":\"authenticate\",\"token\":\"a.b.c\"}");
            assertThat(goesOn.awaitClose()).isEqualTo(new Closed(1008, "Authentication required"));
        }
    }

    @Test
    void neverGivesAnOrganizationAByteOfAnother() throws Exception {
        String otherOrganization = UUID.randomUUID().toString();
        String stranger = UUID.randomUUID().toString();
        api.sql(
                "INSERT INTO organizations VALUES ('%s', 'Other', 'UTC')".formatted(otherOrganization),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin')".formatted(otherOrganization, stranger));
        try (RawSocket own = connect(admin);
                RawSocket foreign = connectWith(api.token(stranger, otherOrganization))) {
            awaitFigures(own, foreign);
            for (int i = 0; i < 200; i++) {
                publish(organization, bot, "canary-own");
                // The same bot id, since ids are unique within an organization only.
                publish(otherOrganization, bot, "canary-foreign");
                // One after the other: what comes soon after the connection is read from the stream, not brought live.
                assertThat(message(own).getString("message")).isEqualTo("canary-own");
                assertThat(message(foreign).getString("message")).isEqualTo("canary-foreign");
            }
            foreign.send("{\"type\":\"resume\",\"last_id\":\"0\"}");
            for (int i = 0; i < 200; i++) {
                assertThat(message(foreign).getString("message")).isEqualTo("canary-foreign");
            }
        }
    }

    @Test
    void resumesFromAnyFrameOrSaysThatItCannot() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("HubIT: -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            ids.add(publish(organization, bot, "text " + i + "x".repeat(random.nextInt(3_000))));
        }
        for (int round = 0; round < 10; round++) {
            int from = 200 + random.nextInt(1_000);
            try (RawSocket socket = connect(admin)) {
                awaitFigures(socket);
                socket.send("{\"type\":\"resume\",\"last_id\":\"" + ids.get(from) + "\"}");
                // Whenever the server reads of the resumption: what is of now comes behind what was before.
                ids.add(publish(organization, bot, "more " + round));
                for (String expected : ids.subList(from + 1, ids.size())) {
                    assertThat(frame(socket).getString("id"))
                            .as("-Dbotflow.seed=%d, from %d", seed, from)
                            .isEqualTo(expected);
                }
            }
        }
        try (RawSocket socket = connect(admin)) {
            awaitFigures(socket);
            socket.send("{\"type\":\"resume\",\"last_id\":\"0\"}");
            for (String expected : ids.subList(ids.size() - 1_000, ids.size())) {
                assertThat(frame(socket).getString("id")).isEqualTo(expected);
            }
        }
        for (String unknown : List.of(ids.get(0), "1-1", "99999999999999-0")) {
            try (RawSocket socket = connect(admin)) {
                awaitFigures(socket);
                socket.send("{\"type\":\"resume\",\"last_id\":\"" + unknown + "\"}");
                assertThat(next(socket, "gap")).isNotNull();
                String live = publish(organization, bot, "live");
                assertThat(frame(socket).getString("id")).isEqualTo(live);
            }
        }
    }

    @Test
    void givesWhatCameAlreadyOnlyOnceToWhoResumesLate() throws Exception {
        List<String> before = List.of(publish(organization, bot, "1"), publish(organization, bot, "2"));
        String missed = publish(organization, bot, "3");
        try (RawSocket socket = connect(admin)) {
            awaitFigures(socket);
            String live = publish(organization, bot, "4");
            assertThat(frame(socket).getString("id")).isEqualTo(live);
            socket.send("{\"type\":\"resume\",\"last_id\":\"" + before.get(0) + "\"}");
            assertThat(frame(socket).getString("id")).isEqualTo(before.get(1));
            assertThat(frame(socket).getString("id")).isEqualTo(missed);
            String next = publish(organization, bot, "5");
            assertThat(frame(socket).getString("id")).isEqualTo(next);
            // A frame of this connection: who names it wants what followed, though it came already.
            socket.send("{\"type\":\"resume\",\"last_id\":\"" + live + "\"}");
            assertThat(frame(socket).getString("id")).isEqualTo(next);
        }
    }

    @Test
    void boundsWhatItKeepsForAClientThatDoesNotRead() throws Exception {
        try (RawSocket stalled = connect(viewer);
                RawSocket slow = connect(viewer);
                RawSocket good = connect(admin)) {
            awaitFigures(stalled, slow, good);
            String text = "x".repeat(50_000);
            for (int i = 0; i < 200; i++) {
                publish(organization, bot, i + text);
                assertThat(message(good).getString("message")).startsWith(i + "x");
            }
            assertThat(api.management("/metrics").body()).containsPattern("botflow_ws_dropped_total [1-9]");
            // Who reads again hears that something is missing, and gets what comes from then on.
            assertThat(next(slow, "gap").getString("reason")).isEqualTo("slow client");
            publish(organization, bot, "after");
            await().atMost(LIMIT).until(() -> message(slow).getString("message").equals("after"));
            // The other one is let go, though the close frame may not get through.
            await().atMost(Duration.ofSeconds(45))
                    .untilAsserted(
                            () -> assertThat(api.management("/metrics").body()).contains("reason=\"NOT_READING\""));
            assertThat(stalled.awaitClose().code()).isIn(0, 1013);
            publish(organization, bot, "good");
            assertThat(message(good).getString("message")).isEqualTo("after");
            assertThat(message(good).getString("message")).isEqualTo("good");
        }
    }

    @Test
    void saysThatItStops() throws Exception {
        try (RawSocket socket = connect(admin)) {
            awaitFigures(socket);
            api.stopServer();
            assertThat(socket.awaitClose()).isEqualTo(new Closed(1001, "Server stops"));
        } finally {
            api.startServer(settings());
        }
    }

    @Test
    void toldOfALostRedisAndGoesOnWhenItIsBack() throws Exception {
        try (RawSocket socket = connect(admin)) {
            awaitFigures(socket);
            publish(organization, bot, "before");
            assertThat(message(socket).getString("message")).isEqualTo("before");
            api.stopRedis();
            assertThat(next(socket, "gap").getString("reason")).isEqualTo("live data was interrupted");
            try (RawSocket refused = connect(viewer)) {
                assertThat(refused.awaitClose()).isEqualTo(new Closed(1013, "Try again later"));
            }
            api.startRedis();
            // Published while the server is perhaps not subscribed yet.
            publish(organization, bot, "meanwhile");
            assertThat(message(socket).getString("message")).isEqualTo("meanwhile");
            publish(organization, bot, "after");
            assertThat(message(socket).getString("message")).isEqualTo("after");
        }
    }

    @Test
    void takesNoNewSocketsWhileNobodyCanTellWhoIsAMember() throws Exception {
        try (RawSocket socket = connect(admin)) {
            awaitFigures(socket);
            api.stopPostgres();
            try (RawSocket refused = connect(viewer)) {
                assertThat(refused.awaitClose()).isEqualTo(new Closed(1013, "Try again later"));
            }
            publish(organization, bot, "still");
            assertThat(message(socket).getString("message")).isEqualTo("still");
        } finally {
            api.startPostgres();
        }
        await().atMost(LIMIT).until(() -> {
            try (RawSocket again = connect(viewer)) {
                return again.read().contains("metrics_update");
            } catch (RawSocket.ClosedException e) {
                return false;
            }
        });
    }

    private static String publish(String organization, String bot, String text) {
        try (Jedis jedis = new Jedis("127.0.0.1", api.settings().ports().redis())) {
            return (String) jedis.eval(
                    PUBLISH,
                    List.of("feed:" + organization),
                    List.of(
                            "live:" + organization,
                            "new_message",
                            new JsonObject()
                                    .put("id", UUID.randomUUID().toString())
                                    .put("conversation_id", UUID.randomUUID().toString())
                                    .put("bot_id", bot)
                                    .put("customer_phone", "+15550001234")
                                    .put("message", text)
                                    .encode()));
        }
    }

    private RawSocket connect(String user) throws IOException {
        return connectWith(api.token(user, organization));
    }

    private static RawSocket connectWith(String token) throws IOException {
        return connect(Map.of("Sec-WebSocket-Protocol", "botflow.v1, bearer." + token));
    }

    private static RawSocket connect(Map<String, String> headers) throws IOException {
        return RawSocket.open(api.settings().ports().api(), PATH, headers);
    }

    private static void awaitFigures(RawSocket... sockets) throws Exception {
        for (RawSocket socket : sockets) {
            next(socket, "metrics_update");
        }
    }

    private static JsonObject next(RawSocket socket, String type) throws Exception {
        while (true) {
            JsonObject frame = new JsonObject(socket.read());
            if (frame.getString("type").equals(type)) {
                return frame.getJsonObject("data");
            }
        }
    }

    private static JsonObject message(RawSocket socket) throws Exception {
        return frame(socket).getJsonObject("data");
    }

    /** The next frame of the feed; none may be lost before it. */
    private static JsonObject frame(RawSocket socket) throws Exception {
        while (true) {
            JsonObject frame = new JsonObject(socket.read());
            if (frame.getString("type").equals("new_message")) {
                return frame;
            }
        }
    }

    private static CompletableFuture<Closed> awaitCloseLater(RawSocket socket) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return socket.awaitClose();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
