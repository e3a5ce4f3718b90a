package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Who is let in, over HTTP. */
class AccessIT {
    private static final String ACME = "a0000000-0000-0000-0000-000000000001";
    private static final String GLOBEX = "b0000000-0000-0000-0000-000000000002";
    private static final String MEMBER_OF_ACME = "10000000-0000-0000-0000-000000000001";
    private static final String MEMBER_OF_GLOBEX = "10000000-0000-0000-0000-000000000002";
    private static final String LEAVER = "10000000-0000-0000-0000-000000000003";
    private static final String STRANGER = "10000000-0000-0000-0000-000000000004";
    /** In both organizations. */
    private static final String SHARED_BOT = "c0000000-0000-0000-0000-000000000001";

    private static final String BOT_OF_GLOBEX = "c0000000-0000-0000-0000-000000000002";
    /** Has facts and no row of its own. */
    private static final String UNNAMED_BOT = "c0000000-0000-0000-0000-000000000003";

    private static final String ABSENT = "e0000000-0000-0000-0000-000000000001";
    private static final String CANARY = "424242";

    private static final String REALTIME = "/api/analytics/realtime";
    private static final String PERCENTILES = "/api/analytics/bots/" + SHARED_BOT + "/percentiles";

    static final List<String> RESOURCES = List.of(REALTIME, PERCENTILES);

    @TempDir
    private static Path directory;

    private static RunningApi api;

    @BeforeAll
    static void start() throws Exception {
        api = RunningApi.start(directory);
        api.sql(
                "INSERT INTO organizations (id, name) VALUES ('%s', 'acme'), ('%s', 'globex')".formatted(ACME, GLOBEX),
                "INSERT INTO bots (organization_id, id, name) VALUES ('%s', '%s', 'a'), ('%s', '%s', 'b'), ('%s', '%s', 'c')"
                        .formatted(ACME, SHARED_BOT, GLOBEX, SHARED_BOT, GLOBEX, BOT_OF_GLOBEX),
                "INSERT INTO bot_performance_metrics (organization_id, bot_id, date) VALUES ('%s', '%s', '2025-03-14')"
                        .formatted(ACME, UNNAMED_BOT),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin'), ('%s', '%s', 'viewer'), ('%s', '%s', 'analyst')"
                        .formatted(ACME, MEMBER_OF_ACME, GLOBEX, MEMBER_OF_GLOBEX, ACME, LEAVER));
        api.redis(redis -> {
            redis.set("metrics:as_of", "2025-03-14T10:00:00.000Z");
            redis.hset("metrics:realtime:" + GLOBEX, Map.of("total_messages", CANARY, "p50_response_time_ms", CANARY));
            redis.hset("metrics:rolling:" + GLOBEX + ":" + SHARED_BOT + ":1h", Map.of("count", CANARY, "p50", CANARY));
            redis.zadd("leaderboard:" + GLOBEX + ":2025-03-14:messages", 424_242, SHARED_BOT);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static String good() {
        return api.token(MEMBER_OF_ACME, ACME);
    }

    @ParameterizedTest
    @FieldSource("RESOURCES")
    void letsMembersIn(String resource) throws Exception {
        HttpResponse<String> answer = api.get(resource, good());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @FieldSource("RESOURCES")
    void asksForAToken(String resource) throws Exception {
        for (HttpRequest.Builder request : List.of(
                api.request(resource),
                api.request(resource).header("Authorization", "Basic " + good()),
                api.request(resource).header("Authorization", "Bearer"),
                api.request(resource)
                        .header("Authorization", "Bearer " + good())
                        .header("Authorization", "Bearer " + good()))) {
            HttpResponse<String> answer = api.send(request);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"botflow\"");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @FieldSource("RESOURCES")
    void refusesBadTokens(String resource) throws Exception {
        String payload = good().split("\\.", -1)[1];
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("garbage", "garbage");
        tokens.put("10 KB", "x".repeat(10_240));
        tokens.put("none, 2 segments", none + "." + payload);
        tokens.put("none, 3 segments", none + "." + payload + ".");
        tokens.put("signature of another", good() + "A");
        tokens.put(
                "expired", api.token(MEMBER_OF_ACME, ACME, claims -> claims.expirationTime(Date.from(Instant.EPOCH))));
        tokens.put("no exp", api.token(MEMBER_OF_ACME, ACME, claims -> claims.expirationTime(null)));
        tokens.put("another issuer", api.token(MEMBER_OF_ACME, ACME, claims -> claims.issuer("other")));
        tokens.put("another audience", api.token(MEMBER_OF_ACME, ACME, claims -> claims.audience("other")));
        tokens.put("no organization", api.token(MEMBER_OF_ACME, null));
        tokens.put(
                "several organizations",
                api.token(MEMBER_OF_ACME, ACME, claims -> claims.claim("organization_id", List.of(ACME, GLOBEX))));
        tokens.put("an injection", api.token("' OR true --", ACME));

        JsonObject same = null;
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            HttpResponse<String> answer = api.get(resource, token.getValue());

            assertThat(answer.statusCode()).as(token.getKey()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"botflow\", error=\"invalid_token\"");
            JsonObject problem = new JsonObject(answer.body());
            assertThat(problem.remove("request_id")).isNotNull();
            assertThat(problem).as("the same whatever is wrong").isEqualTo(same == null ? problem : same);
            same = problem;
        }
    }

    @ParameterizedTest
    @FieldSource("RESOURCES")
    void refusesWhoIsNoMember(String resource) throws Exception {
        assertThat(api.get(resource, api.token(STRANGER, ACME)).statusCode()).isEqualTo(403);
        assertThat(api.get(resource, api.token(MEMBER_OF_ACME, GLOBEX)).statusCode())
                .isEqualTo(403);
        assertThat(api.get(resource, api.token(MEMBER_OF_ACME, ABSENT)).statusCode())
                .isEqualTo(403);
    }

    @Test
    void refusesWhoHasLeftFromTheNextRequestOn() throws Exception {
        String token = api.token(LEAVER, ACME);
        assertThat(api.get(REALTIME, token).statusCode()).isEqualTo(200);

        api.sql("DELETE FROM organization_members WHERE user_id = '" + LEAVER + "'");

        assertThat(api.get(REALTIME, token).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @FieldSource("RESOURCES")
    void showsOnlyTheOwnOrganization(String resource) throws Exception {
        assertThat(api.get(resource, good()).body()).doesNotContain(CANARY);
        // The canary is where it would be seen.
        assertThat(api.get(resource, api.token(MEMBER_OF_GLOBEX, GLOBEX)).body())
                .contains(CANARY);
        assertThat(api.get(REALTIME + "?bot_id=" + SHARED_BOT, good()).body()).doesNotContain(CANARY);
        assertThat(api.get(resource + (resource.contains("?") ? "&" : "?") + "organization_id=" + GLOBEX, good())
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        REALTIME + "?bot_id=" + BOT_OF_GLOBEX + ",404",
        REALTIME + "?bot_id=" + ABSENT + ",404",
        REALTIME + "?bot_id=" + SHARED_BOT + "&bot_id=" + ABSENT + ",404",
        REALTIME + "?bot_id=" + SHARED_BOT + "&bot_id=" + UNNAMED_BOT + ",200",
        REALTIME + "?bot_id=C0000000-0000-0000-0000-000000000001,200",
        REALTIME + "?bot_id=,400",
        REALTIME + "?bot_id=1-1-1-1-1,400",
        "/api/analytics/bots/" + BOT_OF_GLOBEX + "/percentiles,404",
        "/api/analytics/bots/" + UNNAMED_BOT + "/percentiles,200",
        "/api/analytics/bots/x/percentiles,400",
    })
    void knowsTheOwnBots(String path, int status) throws Exception {
        HttpResponse<String> answer = api.get(path, good());

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status != 200) {
            JsonObject problem = new JsonObject(answer.body());
            assertThat(problem.getInteger("status")).isEqualTo(status);
            assertThat(problem.getString("parameter")).isEqualTo("bot_id");
            assertThat(problem.getString("detail")).contains("bot_id");
        }
    }

    @ParameterizedTest
    @CsvSource({REALTIME + "?period=24h,period", PERCENTILES + "?bot_id=x,bot_id", REALTIME + "?token=secret,token"})
    void namesUnknownParameters(String path, String parameter) throws Exception {
        HttpResponse<String> answer = api.get(path, good());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("parameter")).isEqualTo(parameter);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void readsOnly() throws Exception {
        HttpRequest.Builder head = api.request(REALTIME)
                .header("Authorization", "Bearer " + good())
                .method("HEAD", HttpRequest.BodyPublishers.noBody());
        assertThat(api.send(head).statusCode()).isEqualTo(200);
        assertThat(api.send(api.request(REALTIME).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> deletion = api.send(api.request(REALTIME).DELETE());
        assertThat(deletion.statusCode()).isEqualTo(405);
        assertThat(deletion.headers().firstValue("Allow")).hasValue("GET, HEAD");
        assertThat(api.send(api.request("/api/nothing")).statusCode()).isEqualTo(404);
        HttpResponse<String> body =
                api.send(api.request(REALTIME).method("GET", HttpRequest.BodyPublishers.ofString("x".repeat(100_000))));
        assertThat(body.statusCode()).isEqualTo(413);
    }

    @Test
    void limitsWhatItReads() throws Exception {
        assertThat(api.send(api.request(REALTIME + "?token=" + "x".repeat(4_096)))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> longLine = api.send(api.request(REALTIME + "?token=" + "x".repeat(10_000)));
        assertThat(longLine.statusCode()).isEqualTo(414);
        assertThat(longLine.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(api.send(api.request(REALTIME).header("X-Long", "x".repeat(20_000)))
                        .statusCode())
                .isEqualTo(431);
        assertThat(raw("nonsense\r\n\r\n")).containsPattern("^HTTP/1.[01] 400 ");
        assertThat(raw("GET " + REALTIME + "?bot_id=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + good() + "\r\n\r\n"))
                .containsPattern("^HTTP/1.[01] 400 ");
    }

    /** What the server says to bytes that no client library would send, until it closes the connection. */
    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), api.settings().ports().api())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void countsItsRequests() throws Exception {
        api.get(REALTIME, good());
        api.get("/api/made-up-" + System.nanoTime(), good());

        String metrics = api.management("/metrics").body();

        assertThat(metrics)
                .contains("botflow_http_requests_seconds_count{route=\"/api/analytics/realtime\",status=\"200\"}")
                .contains("route=\"none\",status=\"404\"")
                .contains("jvm_memory_used_bytes")
                .doesNotContain("made-up");
    }
}
