package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.server.Port;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledStackIT {
    private static final List<String> PORTS =
            List.of("API_PORT", "MANAGEMENT_PORT", "KAFKA_PORT", "POSTGRES_PORT", "REDIS_PORT", "FLINK_PORT");
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void leavesNoServerBehindAndStartsAgain() throws Exception {
        Map<String, String> ports =
                PORTS.stream().collect(Collectors.toMap(port -> port, port -> Integer.toString(Port.resolve(0))));
        Process killed = start(ports, "first");
        List<ProcessHandle> servers;
        try {
            awaitReady(killed, "first");
            servers = killed.children().toList();
            assertThat(servers).hasSize(2);
        } finally {
            killed.destroyForcibly();
        }
        await().atMost(STOP_LIMIT).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));

        Process second = start(ports, "second");
        try {
            awaitReady(second, "second");
        } finally {
            second.destroy();
        }
        await().atMost(STOP_LIMIT).until(() -> !second.isAlive());
        assertThat(second.exitValue()).isEqualTo(143);
    }

    private Process start(Map<String, String> ports, String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--data",
                        directory.resolve("data").toString(),
                        "--traffic",
                        "0")
                .redirectOutput(directory.resolve(name).toFile())
                .redirectError(directory.resolve(name + ".err").toFile());
        builder.environment().putAll(ports);
        return builder.start();
    }

    private void awaitReady(Process process, String name) {
        await().atMost(START_LIMIT)
                .failFast(() ->
                        assertThat(process.isAlive()).as(read(name + ".err")).isTrue())
                .until(() -> read(name).lines().anyMatch("ready"::equals));
    }

    private String read(String name) {
        try (Stream<String> lines = Files.lines(directory.resolve(name))) {
            return lines.collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
