package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.Main;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server as a process of its own. */
class ApiProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;
    private static final String REALTIME = "/api/analytics/realtime";
    private static final String CANARY = "CANARY-4915112345678";

    @TempDir
    private Path directory;

    private RunningApi servers;
    private Process process;

    @BeforeEach
    void prepare() {
        servers = RunningApi.prepare(directory);
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        servers.close();
    }

    private void start(Map<String, String> changes) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        Map<String, String> environment = builder.environment();
        environment.put("API_PORT", Integer.toString(servers.settings().ports().api()));
        environment.put(
                "MANAGEMENT_PORT", Integer.toString(servers.settings().ports().management()));
        environment.put("REDIS_URL", servers.settings().redisUrl());
        environment.put(
                "POSTGRES_URL",
                "postgresql://127.0.0.1:" + servers.settings().ports().postgres() + "/botflow");
        environment.put("JWT_ISSUER", "issuer");
        environment.put("JWT_AUDIENCE", "audience");
        environment.put("JWT_SECRET", "0123456789abcdef0123456789abcdef");
        environment.putAll(changes);
        process = builder.redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private void awaitReadiness() {
        await().atMost(LIMIT)
                .ignoreException(ConnectException.class)
                .until(() -> servers.management("/health/ready").statusCode() == 200);
    }

    private String err() throws Exception {
        return Files.readString(directory.resolve("err"));
    }

    private int exitCode() throws Exception {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void servesUntilItIsTerminated() throws Exception {
        start(Map.of());
        awaitReadiness();
        assertThat(servers.send(servers.request("/api/analytics/realtime")).statusCode())
                .isEqualTo(401);

        process.destroy();

        assertThat(exitCode()).isEqualTo(TERMINATED);
        assertThat(err()).hasLineCount(1).contains("listening on");
    }

    @Test
    void saysInItsLogNothingThatClientsWrote() throws Exception {
        String organization = UUID.randomUUID().toString();
        String user = UUID.randomUUID().toString();
        servers.sql(
                "INSERT INTO organizations (id, name) VALUES ('%s', 'Test')".formatted(organization),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin')".formatted(organization, user));
        start(Map.of(
                "JWT_ISSUER", servers.settings().jwtIssuer(),
                "JWT_AUDIENCE", servers.settings().jwtAudience(),
                "JWT_SECRET", servers.settings().jwtSecret()));
        awaitReadiness();
        String token = servers.token(user, organization);
        int port = servers.settings().ports().api();

        for (String path : List.of(
                REALTIME,
                REALTIME + "?bot_id=" + UUID.randomUUID(),
                REALTIME + "?q=" + CANARY + "&customer=" + CANARY + "&token=" + CANARY,
                REALTIME + "?bot_id=" + CANARY,
                "/api/conversations/" + CANARY + "?q=" + CANARY,
                "/" + CANARY,
                "/api/analytics/stream?token=" + CANARY)) {
            servers.send(servers.request(path)
                    .header("Authorization", "Bearer " + token)
                    .header("Origin", "https://" + CANARY)
                    .header("User-Agent", CANARY)
                    .header("X-Request-Id", "log-test"));
        }
        servers.get(REALTIME, CANARY);
        servers.send(servers.request(REALTIME).method(CANARY, HttpRequest.BodyPublishers.noBody()));
        try (RawSocket socket = RawSocket.open(port, "/api/analytics/stream?token=" + CANARY, Map.of())) {
            socket.awaitClose();
        }
        try (RawSocket socket =
                RawSocket.open(port, "/api/analytics/stream", Map.of("Sec-WebSocket-Protocol", "bearer." + CANARY))) {
            socket.awaitClose();
        }
        servers.stopRedis();
        assertThat(servers.send(servers.request(REALTIME)
                                .header("Authorization", "Bearer " + token)
                                .header("X-Request-Id", "without-redis"))
                        .statusCode())
                .isEqualTo(503);
        process.destroy();
        assertThat(exitCode()).isEqualTo(TERMINATED);

        String out = Files.readString(directory.resolve("out"));
        assertThat(out + err()).doesNotContain(CANARY).doesNotContain(token);
        List<JsonObject> lines = out.lines().map(JsonObject::new).toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.getMap()).containsKeys("time", "logger"));
        List<JsonObject> ofRequests = lines.stream()
                .filter(line -> line.getString("logger").equals("botflow.access"))
                .toList();
        assertThat(ofRequests.get(0).getMap())
                .containsEntry("request_id", "log-test")
                .containsEntry("method", "GET")
                .containsEntry("route", REALTIME)
                .containsEntry("status", 200)
                .containsEntry("organization", organization)
                .containsEntry("user", user)
                .containsKeys("time", "milliseconds", "bytes")
                .doesNotContainKey("problem");
        assertThat(ofRequests.get(1).getMap()).containsEntry("status", 404).containsEntry("problem", "Not found");
        assertThat(ofRequests).extracting(line -> line.getString("method")).contains("other");
        assertThat(ofRequests)
                .extracting(line -> line.getString("route") + " " + line.getInteger("status"))
                .contains("none 404", REALTIME + " 401", "/api/analytics/stream 101");
        assertThat(lines)
                .as("a line of the request besides its last")
                .anySatisfy(line -> assertThat(line.getMap())
                        .containsEntry("request_id", "without-redis")
                        .containsEntry("level", "WARN"));
    }

    @Test
    void namesAWrongSetting() throws Exception {
        start(Map.of("JWT_ISSUER", ""));

        assertThat(exitCode()).isEqualTo(2);
        assertThat(err()).isEqualTo("api-server: JWT_ISSUER is missing\n");
    }

    @Test
    void saysWhyItCannotStart() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(servers.settings().ports().api(), 1, InetAddress.getLoopbackAddress())) {
            start(Map.of());

            assertThat(exitCode()).isEqualTo(1);
            assertThat(taken.isClosed()).isFalse();
            assertThat(err())
                    .hasLineCount(1)
                    .startsWith("api-server: cannot start: ")
                    .contains("in use");
        }
    }

    @Test
    void refusesASuperuser() throws Exception {
        start(Map.of("POSTGRES_USER", "postgres"));

        assertThat(exitCode()).isEqualTo(1);
        assertThat(err()).isEqualTo("api-server: cannot start: POSTGRES_USER postgres bypasses row level security\n");
    }
}
