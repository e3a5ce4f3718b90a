package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.ApiSettings;
import io.botflow.analytics.local.server.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all answers have in common, and how much of the server one client may take. */
class MannersIT {
    private static final String REALTIME = "/api/analytics/realtime";
    private static final String CONSOLE = "https://console.example.com";
    private static final int REQUESTS_PER_SECOND = 20;

    @TempDir
    private static Path directory;

    private static RunningApi api;

    private final String organization = UUID.randomUUID().toString();
    private final String user = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws Exception {
        api = RunningApi.prepare(directory);
        ApiSettings local = api.settings().api();
        api.startServer(new ApiSettings(
                local.host(),
                local.port(),
                local.managementPort(),
                local.redisUrl(),
                local.database(),
                local.tokens(),
                Set.of(CONSOLE),
                local.sockets(),
                local.exports(),
                local.cursorSecret(),
                REQUESTS_PER_SECOND));
    }

    @AfterAll
    static void stop() throws Exception {
        api.close();
    }

    @BeforeEach
    void addMember() throws Exception {
        addMember(organization);
    }

    private void addMember(String of) throws Exception {
        api.sql(
                "INSERT INTO organizations (id, name) VALUES ('%s', 'Test')".formatted(of),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin')".formatted(of, user));
    }

    private HttpRequest.Builder good(String path) {
        return api.request(path).header("Authorization", "Bearer " + api.token(user, organization));
    }

    private static HttpRequest.Builder preflight(String origin) {
        return api.request(REALTIME)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    }

    @Test
    void dressesEveryAnswer() throws Exception {
        Map<Integer, HttpResponse<String>> answers = List.of(
                        api.send(good(REALTIME)),
                        api.send(good(REALTIME + "?x=1")),
                        api.send(api.request(REALTIME)),
                        api.send(api.request("/nothing")),
                        api.send(api.request(REALTIME).DELETE()),
                        api.send(api.request(REALTIME).method("GET", HttpRequest.BodyPublishers.ofString("a body"))),
                        api.send(api.request(REALTIME + "?x=" + "x".repeat(10_000))),
                        api.send(api.request(REALTIME).header("X-Long", "x".repeat(20_000))),
                        api.send(api.request("/api/analytics/stream")),
                        api.send(preflight(CONSOLE)))
                .stream()
                .collect(Collectors.toMap(HttpResponse::statusCode, answer -> answer));

        assertThat(answers).containsOnlyKeys(200, 400, 401, 404, 405, 413, 414, 431, 426, 204);
        answers.forEach((status, answer) -> {
            assertThat(answer.headers().map())
                    .as("%d", status)
                    .containsEntry("cache-control", List.of("no-store"))
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'"))
                    .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                    .containsEntry("vary", List.of("Accept-Encoding, Authorization, Origin"));
            String requestId = answer.headers().firstValue("X-Request-Id").orElseThrow();
            assertThat(UUID.fromString(requestId)).isNotNull();
            if (status >= 400) {
                assertThat(new JsonObject(answer.body()).getString("request_id"))
                        .isEqualTo(requestId);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "01HZ.x-Y_z", "0123456789012345678901234567890123456789012345678901234567890123"})
    void keepsTheIdOfTheClient(String id) throws Exception {
        HttpResponse<String> answer = api.send(api.request(REALTIME).header("X-Request-Id", id));

        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(id);
        assertThat(new JsonObject(answer.body()).getString("request_id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "a\"b",
                "a\u00e4",
                "${jndi:x}",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void replacesAnIdThatCouldDoHarm(String id) throws Exception {
        HttpResponse<String> answer = api.send(api.request(REALTIME).header("X-Request-Id", id));

        assertThat(answer.headers().allValues("X-Request-Id"))
                .singleElement()
                .satisfies(made -> assertThat(UUID.fromString(made)).isNotNull());
    }

    @Test
    void letsPagesOfAllowedOriginsAsk() throws Exception {
        HttpResponse<String> asked = api.send(preflight(CONSOLE));
        HttpResponse<String> answer = api.send(good(REALTIME).header("Origin", CONSOLE));
        HttpResponse<String> problem = api.send(api.request(REALTIME).header("Origin", CONSOLE));

        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().map())
                .containsEntry("access-control-allow-origin", List.of(CONSOLE))
                .containsEntry("access-control-allow-methods", List.of("GET, HEAD"))
                .containsEntry("access-control-allow-headers", List.of("Authorization, If-None-Match, X-Request-Id"))
                .containsEntry("access-control-max-age", List.of("600"))
                .doesNotContainKey("access-control-allow-credentials");
        for (HttpResponse<String> one : List.of(answer, problem)) {
            assertThat(one.headers().map())
                    .containsEntry("access-control-allow-origin", List.of(CONSOLE))
                    .containsEntry(
                            "access-control-expose-headers",
                            List.of("ETag, Retry-After, X-Request-Id, Content-Disposition"));
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(problem.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "*",
                "http://console.example.com",
                "https://console.example.com:8443",
                "https://console.example.com.evil.com",
                "https://xconsole.example.com",
                "https://console.example.com/",
                "https://console.example.com, https://evil.com"
            })
    void saysNothingToPagesOfOthers(String origin) throws Exception {
        for (HttpRequest.Builder request :
                List.of(preflight(origin), good(REALTIME).header("Origin", origin))) {
            HttpResponse<String> answer = api.send(request);

            assertThat(answer.statusCode()).isBetween(200, 204);
            assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void boundsWhatOneOrganizationAsks() throws Exception {
        String other = UUID.randomUUID().toString();
        addMember(other);
        String token = api.token(user, organization);
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < 10 * REQUESTS_PER_SECOND; i++) {
            asked.add(api.getLater(REALTIME, token));
        }
        List<HttpResponse<String>> answers =
                asked.stream().map(CompletableFuture::join).toList();

        Map<Integer, List<HttpResponse<String>>> byStatus =
                answers.stream().collect(Collectors.groupingBy(HttpResponse::statusCode));
        assertThat(byStatus).containsOnlyKeys(200, 429);
        assertThat(byStatus.get(200)).hasSizeGreaterThanOrEqualTo(2 * REQUESTS_PER_SECOND);
        assertThat(byStatus.get(429)).allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(new JsonObject(answer.body()).getString("title")).isEqualTo("Too many requests");
        });
        assertThat(api.get(REALTIME, api.token(user, other)).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> api.get(REALTIME, token).statusCode() == 200);
    }

    @Test
    void takesSoManyParametersOnly() throws Exception {
        String two = "bot_id=x&bot_id=y";
        String many = IntStream.range(0, 201).mapToObj(i -> "bot_id=" + i).collect(Collectors.joining("&"));

        assertThat(new JsonObject(api.send(good(REALTIME + "?" + two)).body()).getString("title"))
                .isEqualTo("Wrong parameter");
        HttpResponse<String> answer = api.send(good(REALTIME + "?" + many));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("title")).isEqualTo("Too many parameters");
        assertThat(api.send(good(REALTIME + "?" + "a&".repeat(3_000))).statusCode())
                .isEqualTo(400);
    }

    @Test
    void compressesWhatIsLong() throws Exception {
        String path = "/" + "x".repeat(2_000);
        HttpResponse<byte[]> compressed = bytes(api.request(path).header("Accept-Encoding", "gzip"));
        HttpResponse<byte[]> plain = bytes(api.request(path));
        HttpResponse<byte[]> head = bytes(api.request(path)
                .header("Accept-Encoding", "gzip")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<byte[]> little = bytes(good(REALTIME).header("Accept-Encoding", "gzip"));

        assertThat(compressed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        assertThat(compressed.body()).hasSizeLessThan(unpacked.length / 2);
        assertThat(withoutId(unpacked)).isEqualTo(withoutId(plain.body()));
        for (HttpResponse<byte[]> one : List.of(plain, head, little)) {
            assertThat(one.headers().firstValue("Content-Encoding")).isEmpty();
        }
        assertThat(head.statusCode()).isEqualTo(404);
        assertThat(head.body()).isEmpty();
        assertThat(contentLength(plain.headers())).isEqualTo(plain.body().length);
        assertThat(little.statusCode()).isEqualTo(200);
        assertThat(contentLength(little.headers())).isEqualTo(little.body().length);
    }

    private static HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonObject withoutId(byte[] problem) {
        JsonObject json = new JsonObject(new String(problem, StandardCharsets.UTF_8));
        json.remove("request_id");
        return json;
    }

    private static long contentLength(HttpHeaders headers) {
        return headers.firstValueAsLong("Content-Length").orElse(-1);
    }

    @Test
    void speaksNoHttp2() throws Exception {
        HttpResponse<String> answer = api.send(good(REALTIME).version(HttpClient.Version.HTTP_2));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        try (Socket socket = connect()) {
            socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.");
        }
    }

    @Test
    void answersWhatIsPipelinedInItsOrder() throws Exception {
        int many = 2_000;
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < many; i++) {
                String close = i == many - 1 ? "Connection: close\r\n" : "";
                out.write(("GET /nothing HTTP/1.1\r\nHost: a\r\nX-Request-Id: n" + i + "\r\n" + close + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            assertThat(api.send(good(REALTIME)).statusCode()).isEqualTo(200);
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers.lines()
                            .filter(line ->
                                    line.toLowerCase(java.util.Locale.ROOT).startsWith("x-request-id: "))
                            .map(line -> line.substring(14)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, many).mapToObj(i -> "n" + i).toList());
        }
    }

    private static Socket connect() throws Exception {
        return new Socket(
                InetAddress.getLoopbackAddress(), api.settings().ports().api());
    }

    @Test
    void saysThatAQueryTookTooLong() throws Exception {
        try (Connection superuser = DriverManager.getConnection(api.settings().jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("LOCK TABLE bots IN ACCESS EXCLUSIVE MODE");

            HttpResponse<String> answer = api.send(good(REALTIME + "?bot_id=" + UUID.randomUUID()));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
            JsonObject problem = new JsonObject(answer.body());
            assertThat(problem.getString("title")).isEqualTo("Took too long");
            assertThat(problem.getString("detail"))
                    .isEqualTo("the query took longer than 3 s: ask for a shorter range or fewer bots");
        }
        assertThat(api.send(good(REALTIME + "?bot_id=" + UUID.randomUUID())).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"101, Sec-WebSocket-Protocol", "403, Origin"})
    void dressesWhatBecomesASocket(int status, String header) throws Exception {
        String value = header.equals("Origin")
                ? "https://evil.example.com"
                : "botflow.v1, bearer." + api.token(user, organization);
        try (RawSocket socket = RawSocket.open(
                api.settings().ports().api(),
                "/api/analytics/stream",
                Map.of(header, value, "X-Request-Id", "socket-1", "Accept-Encoding", "gzip"))) {
            assertThat(socket.status()).isEqualTo(status);
            assertThat(socket.head().toLowerCase(java.util.Locale.ROOT))
                    .contains("x-request-id: socket-1\r\n", "x-content-type-options: nosniff\r\n")
                    .doesNotContain("content-encoding");
            if (status == 101) {
                assertThat(new JsonObject(socket.read()).getString("type")).isEqualTo("metrics_update");
            }
        }
    }
}
