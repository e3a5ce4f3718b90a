package io.botflow.analytics.local;

import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.server.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/** A stack in a process of its own, as {@code scripts/local} starts it, on free ports. */
public final class StackProcess implements AutoCloseable {
    /** A machine that does much else starts a stack slowly. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final int TERMINATED = 143;

    private final Process process;
    private final Path output;
    private final Map<String, String> ports;

    private StackProcess(Process process, Path output, Map<String, String> ports) {
        this.process = process;
        this.output = output;
        this.ports = ports;
    }

    /** Starts a stack and waits until it says that it is ready. */
    public static StackProcess start(Path directory, String... options) throws IOException {
        int[] free = Stream.generate(() -> Port.resolve(Port.ANY))
                .distinct()
                .limit(6)
                .mapToInt(Integer::intValue)
                .toArray();
        Map<String, String> ports = Map.of(
                "API_PORT", String.valueOf(free[0]),
                "MANAGEMENT_PORT", String.valueOf(free[1]),
                "KAFKA_PORT", String.valueOf(free[2]),
                "POSTGRES_PORT", String.valueOf(free[3]),
                "REDIS_PORT", String.valueOf(free[4]),
                "FLINK_PORT", String.valueOf(free[5]));
        return start(directory, ports, options);
    }

    /** Starts another stack on the ports of this one. */
    StackProcess again(Path directory, String... options) throws IOException {
        return start(directory, ports, options);
    }

    private static StackProcess start(Path directory, Map<String, String> ports, String... options) throws IOException {
        Path output = Files.createTempFile(directory, "stack", ".out");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx512m",
                                // It lives for seconds, in which to compile well costs more than it gains.
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Arrays.stream(options))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectErrorStream(true);
        builder.environment().putAll(ports);
        StackProcess stack = new StackProcess(builder.start(), output, ports);
        try {
            await("a stack that is ready")
                    .atMost(LIMIT)
                    .until(() -> stack.lines().contains("ready") || !stack.process.isAlive());
        } catch (ConditionTimeoutException e) {
            stack.process.destroyForcibly();
            throw e;
        }
        if (!stack.process.isAlive()) {
            throw new EndedException(stack.process.exitValue(), stack.lines());
        }
        return stack;
    }

    /** A stack ended by itself instead of becoming ready. */
    public static final class EndedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        private final int code;

        EndedException(int code, List<String> lines) {
            super("the stack ended with " + code + ": " + String.join("\n", lines));
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    public StackSettings settings() {
        return StackSettings.fromEnvironment(ports);
    }

    /** All that was printed so far. */
    public List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** The servers that run as processes of their own. */
    List<ProcessHandle> servers() {
        return process.children().toList();
    }

    /** The most memory that the process ever had, its servers not included. */
    public long peakBytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(each -> each.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow();
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
    }

    /** As {@code kill -9} of the process alone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}. */
    @Override
    public void close() throws IOException {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the stack did not stop: " + lines());
            }
            if (process.exitValue() != TERMINATED) {
                throw new IllegalStateException("exit code " + process.exitValue() + ": " + lines());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
