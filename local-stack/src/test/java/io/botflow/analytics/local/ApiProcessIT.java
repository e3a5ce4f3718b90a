package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.Main;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server as a process of its own. */
class ApiProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;

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
        await().atMost(LIMIT)
                .ignoreException(ConnectException.class)
                .until(() -> servers.management("/health/ready").statusCode() == 200);
        assertThat(servers.send(servers.request("/api/analytics/realtime")).statusCode())
                .isEqualTo(401);

        process.destroy();

        assertThat(exitCode()).isEqualTo(TERMINATED);
        assertThat(err()).hasLineCount(1).contains("listening on");
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
