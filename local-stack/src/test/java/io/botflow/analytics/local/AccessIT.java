package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is let in, over HTTP. */
class AccessIT {
    private static final String ACME = "a0000000-0000-0000-0000-000000000001";
    private static final String GLOBEX = "b0000000-0000-0000-0000-000000000002";
    private static final String MEMBER_OF_ACME = "10000000-0000-0000-0000-000000000001";
    private static final String MEMBER_OF_GLOBEX = "10000000-0000-0000-0000-000000000002";
    private static final String MEMBER_OF_BOTH = "10000000-0000-0000-0000-000000000005";
    private static final String LEAVER = "10000000-0000-0000-0000-000000000003";
    private static final String STRANGER = "10000000-0000-0000-0000-000000000004";
    /** In both organizations. */
    private static final String SHARED_BOT = "c0000000-0000-0000-0000-000000000001";

    private static final String BOT_OF_GLOBEX = "c0000000-0000-0000-0000-000000000002";
    /** Has facts and no row of its own. */
    private static final String UNNAMED_BOT = "c0000000-0000-0000-0000-000000000003";

    /** In both organizations. */
    private static final String SHARED_CONVERSATION = "d0000000-0000-0000-0000-000000000001";

    private static final String CONVERSATION_OF_GLOBEX = "d0000000-0000-0000-0000-000000000002";
    private static final String ABSENT = "e0000000-0000-0000-0000-000000000001";

    private static final Facts OF_ACME =
            new Facts(ACME, SHARED_BOT, SHARED_CONVERSATION, 11_223_344, "mockingbird", "+491511122");
    private static final Facts OF_GLOBEX =
            new Facts(GLOBEX, SHARED_BOT, SHARED_CONVERSATION, 42_424_242, "canary", "+494242424");

    private static final String REALTIME = "/api/analytics/realtime";

    /** An issuer's whom the server does not know. */
    private static final KeyPair KEYS = keys();

    @TempDir
    private static Path directory;

    private static RunningApi api;

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        api = RunningApi.start(directory);
        Instant now = Instant.now();
        OF_ACME.store(api, now);
        OF_GLOBEX.store(api, now);
        api.sql(
                "INSERT INTO bots (organization_id, id, name) VALUES ('%s', '%s', 'c')"
                        .formatted(GLOBEX, BOT_OF_GLOBEX),
                "INSERT INTO conversation_metrics (organization_id, conversation_id, bot_id, customer_phone, started_at)"
                        + " VALUES ('%s', '%s', '%s', '+49', now())"
                                .formatted(GLOBEX, CONVERSATION_OF_GLOBEX, BOT_OF_GLOBEX),
                "INSERT INTO bot_performance_metrics (organization_id, bot_id, date) VALUES ('%s', '%s', '2025-03-14')"
                        .formatted(ACME, UNNAMED_BOT),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin'), ('%s', '%s', 'viewer'), ('%s', '%s', 'analyst')"
                        .formatted(ACME, MEMBER_OF_ACME, GLOBEX, MEMBER_OF_GLOBEX, ACME, LEAVER),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin'), ('%s', '%s', 'admin')"
                        .formatted(ACME, MEMBER_OF_BOTH, GLOBEX, MEMBER_OF_BOTH));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    private static String good() {
        return api.token(MEMBER_OF_ACME, ACME);
    }

    /** Of what is in both organizations. */
    private static String path(Resource resource) {
        return resource.request(SHARED_BOT, SHARED_CONVERSATION);
    }

    @ParameterizedTest
    @EnumSource
    void letsMembersIn(Resource resource) throws Exception {
        HttpResponse<String> answer = api.get(path(resource), good());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue(resource.isCsv() ? "text/csv; charset=utf-8; header=present" : "application/json");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
                .as("kept by nobody else")
                .isIn("no-store", "private, no-cache");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @ParameterizedTest
    @EnumSource
    void asksForAToken(Resource resource) throws Exception {
        for (HttpRequest.Builder request : List.of(
                api.request(path(resource)),
                api.request(path(resource)).header("Authorization", "Basic " + good()),
                api.request(path(resource)).header("Authorization", "Bearer"),
                api.request(path(resource))
                        .header("Authorization", "Bearer " + good())
                        .header("Authorization", "Bearer " + good()))) {
            HttpResponse<String> answer = api.send(request);

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"botflow\"");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesBadTokens(Resource resource) throws Exception {
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
        tokens.put("not yet valid", api.token(MEMBER_OF_ACME, ACME, claims -> claims.notBeforeTime(inAnHour())));
        tokens.put("no exp", api.token(MEMBER_OF_ACME, ACME, claims -> claims.expirationTime(null)));
        tokens.put("another issuer", api.token(MEMBER_OF_ACME, ACME, claims -> claims.issuer("other")));
        tokens.put("another audience", api.token(MEMBER_OF_ACME, ACME, claims -> claims.audience("other")));
        tokens.put("no organization", api.token(MEMBER_OF_ACME, null));
        tokens.put(
                "several organizations",
                api.token(MEMBER_OF_ACME, ACME, claims -> claims.claim("organization_id", List.of(ACME, GLOBEX))));
        tokens.put("a key of its own", foreign(new JWSHeader.Builder(JWSAlgorithm.HS256), new MACSigner(new byte[32])));
        tokens.put(
                "an unknown key",
                foreign(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("' OR true --"), new MACSigner(new byte[32])));
        tokens.put(
                "another algorithm",
                foreign(new JWSHeader.Builder(JWSAlgorithm.RS256), new RSASSASigner(KEYS.getPrivate())));
        tokens.put(
                "the public key as a secret",
                foreign(
                        new JWSHeader.Builder(JWSAlgorithm.HS256),
                        new MACSigner(KEYS.getPublic().getEncoded())));
        tokens.put("an injection", api.token("' OR true --", ACME));

        JsonObject same = null;
        for (Map.Entry<String, String> token : tokens.entrySet()) {
            HttpResponse<String> answer = api.get(path(resource), token.getValue());

            assertThat(answer.statusCode()).as(token.getKey()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Bearer realm=\"botflow\", error=\"invalid_token\"");
            JsonObject problem = new JsonObject(answer.body());
            assertThat(problem.remove("request_id")).isNotNull();
            assertThat(problem).as("the same whatever is wrong").isEqualTo(same == null ? problem : same);
            same = problem;
        }
    }

    private static Date inAnHour() {
        return Date.from(Instant.now().plus(Duration.ofHours(1)));
    }

    /** What a good token says, signed by someone else. */
    private static String foreign(JWSHeader.Builder header, JWSSigner signer) throws Exception {
        SignedJWT jwt = new SignedJWT(header.build(), SignedJWT.parse(good()).getJWTClaimsSet());
        jwt.sign(signer);
        return jwt.serialize();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhoIsNoMember(Resource resource) throws Exception {
        assertThat(api.get(path(resource), api.token(STRANGER, ACME)).statusCode())
                .isEqualTo(403);
        assertThat(api.get(path(resource), api.token(MEMBER_OF_ACME, GLOBEX)).statusCode())
                .isEqualTo(403);
        assertThat(api.get(path(resource), api.token(MEMBER_OF_ACME, ABSENT)).statusCode())
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
    @EnumSource
    void showsOnlyTheOwnOrganization(Resource resource) throws Exception {
        assertShows(resource, good(), OF_ACME, OF_GLOBEX);
        // The canary is where it would be seen.
        assertShows(resource, api.token(MEMBER_OF_GLOBEX, GLOBEX), OF_GLOBEX, OF_ACME);
        assertThat(api.get(resource.request(SHARED_BOT, SHARED_CONVERSATION, "organization_id=" + GLOBEX), good())
                        .statusCode())
                .isEqualTo(400);
    }

    /** The database lets this user see both: here only the organization of the token keeps them apart. */
    @ParameterizedTest
    @EnumSource
    void showsTheOrganizationOfTheTokenToAMemberOfSeveral(Resource resource) throws Exception {
        assertShows(resource, api.token(MEMBER_OF_BOTH, ACME), OF_ACME, OF_GLOBEX);
        assertShows(resource, api.token(MEMBER_OF_BOTH, GLOBEX), OF_GLOBEX, OF_ACME);
    }

    private static void assertShows(Resource resource, String token, Facts own, Facts foreign) throws Exception {
        List<String> paths = new ArrayList<>(List.of(path(resource)));
        if (resource.takes("bot_id")) {
            paths.add(resource.request(SHARED_BOT, SHARED_CONVERSATION, "bot_id=" + SHARED_BOT));
        }
        for (String path : paths) {
            HttpResponse<String> answer = api.get(path, token);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(own.isIn(answer.body()))
                    .as("own facts in %s", answer.body())
                    .isTrue();
            assertThat(foreign.isIn(answer.body()))
                    .as("foreign facts in %s", answer.body())
                    .isFalse();
        }
    }

    /** Of one id are a conversation here and a conversation there, and this user may see both. */
    @ParameterizedTest
    @EnumSource(names = {"CONVERSATIONS", "EXPORT_CONVERSATIONS", "EXPORT_MESSAGES"})
    void findsConversationsByMessagesOfTheirOwnOrganizationOnly(Resource resource) throws Exception {
        String token = api.token(MEMBER_OF_BOTH, ACME);

        HttpResponse<String> own =
                api.get(resource.request(SHARED_BOT, SHARED_CONVERSATION, "q=" + OF_ACME.word()), token);
        HttpResponse<String> foreign =
                api.get(resource.request(SHARED_BOT, SHARED_CONVERSATION, "q=" + OF_GLOBEX.word()), token);

        assertThat(own.body()).contains(SHARED_CONVERSATION);
        assertThat(foreign.statusCode()).isEqualTo(200);
        assertThat(foreign.body()).doesNotContain(SHARED_CONVERSATION);
    }

    static List<Arguments> botIds() {
        List<Arguments> cases = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            if (resource.isOfBot()) {
                cases.add(Arguments.of(resource.request(BOT_OF_GLOBEX, ABSENT), 404));
                cases.add(Arguments.of(resource.request(ABSENT, ABSENT), 404));
                cases.add(Arguments.of(resource.request(UNNAMED_BOT, ABSENT), 200));
                cases.add(Arguments.of(resource.request("C0000000-0000-0000-0000-000000000001", ABSENT), 200));
                cases.add(Arguments.of(resource.request("x", ABSENT), 400));
            }
            if (resource.takes("bot_id")) {
                Map.of(
                                "bot_id=" + BOT_OF_GLOBEX,
                                404,
                                "bot_id=" + ABSENT,
                                404,
                                "bot_id=" + SHARED_BOT + "&bot_id=" + ABSENT,
                                404,
                                "bot_id=" + SHARED_BOT + "&bot_id=" + UNNAMED_BOT,
                                200,
                                "bot_id=C0000000-0000-0000-0000-000000000001",
                                200,
                                "bot_id=",
                                400,
                                "bot_id=1-1-1-1-1",
                                400)
                        .forEach((bots, status) ->
                                cases.add(Arguments.of(resource.request(ABSENT, ABSENT, bots), status)));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("botIds")
    void knowsTheOwnBots(String path, int status) throws Exception {
        assertStatus(path, status, "bot_id");
    }

    static List<Arguments> conversationIds() {
        List<Arguments> cases = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            if (resource.isOfConversation()) {
                cases.add(Arguments.of(resource.request(ABSENT, CONVERSATION_OF_GLOBEX), 404));
                cases.add(Arguments.of(resource.request(ABSENT, ABSENT), 404));
                cases.add(Arguments.of(resource.request(ABSENT, "D0000000-0000-0000-0000-000000000001"), 200));
                cases.add(Arguments.of(resource.request(ABSENT, "x"), 400));
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("conversationIds")
    void knowsTheOwnConversations(String path, int status) throws Exception {
        assertStatus(path, status, "conversation_id");
    }

    private static void assertStatus(String path, int status, String parameter) throws Exception {
        HttpResponse<String> answer = api.get(path, good());

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status != 200) {
            JsonObject problem = new JsonObject(answer.body());
            assertThat(problem.getInteger("status")).isEqualTo(status);
            assertThat(problem.getString("parameter")).isEqualTo(parameter);
            assertThat(problem.getString("detail")).contains(parameter);
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesUnknownParameters(Resource resource) throws Exception {
        HttpResponse<String> answer =
                api.get(resource.request(SHARED_BOT, SHARED_CONVERSATION, "token=secret"), good());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("parameter")).isEqualTo("token");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @EnumSource
    void readsOnly(Resource resource) throws Exception {
        HttpRequest.Builder head = api.request(path(resource))
                .header("Authorization", "Bearer " + good())
                .method("HEAD", HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> headers = api.send(head);
        assertThat(headers.statusCode()).isEqualTo(200);
        assertThat(headers.body()).isEmpty();
        assertThat(api.send(api.request(path(resource)).method("HEAD", HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            HttpResponse<String> refused = api.send(api.request(path(resource))
                    .header("Authorization", "Bearer " + good())
                    .method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void takesNoBody() throws Exception {
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
