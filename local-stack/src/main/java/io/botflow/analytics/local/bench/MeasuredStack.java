package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.Main;
import io.botflow.analytics.local.Ports;
import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.server.Directories;
import io.botflow.analytics.local.server.Port;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stack that is measured, a process of its own: started for this, or one that runs already. */
final class MeasuredStack implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 100;
    private static final List<String> PORTS =
            List.of("API_PORT", "MANAGEMENT_PORT", "KAFKA_PORT", "POSTGRES_PORT", "REDIS_PORT", "FLINK_PORT");

    private final StackSettings settings;
    private final ProcessFigures figures;
    private final Process started;
    private final Path directory;

    private MeasuredStack(StackSettings settings, ProcessFigures figures, Process started, Path directory) {
        this.settings = settings;
        this.figures = figures;
        this.started = started;
        this.directory = directory;
    }

    /**
     * Starts a stack without traffic on free ports, and waits until it is ready.
     *
     * @param root the directory of the project
     */
    static MeasuredStack start(Path root, Map<String, String> environment) throws Exception {
        Path directory = Files.createTempDirectory("botflow-bench-");
        Map<String, String> own = new HashMap<>(environment);
        own.putAll(freePorts());
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        root.resolve("scripts/local").toString(),
                        "--traffic",
                        "0",
                        "--data",
                        directory.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(own);
        Process process = builder.start();
        MeasuredStack stack = new MeasuredStack(
                StackSettings.fromEnvironment(own), new ProcessFigures(process.toHandle()), process, directory);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop the stack"));
        stack.awaitReady(output);
        return stack;
    }

    /** The stack that runs on the ports that the environment names. */
    static MeasuredStack running(Map<String, String> environment) {
        StackSettings settings = StackSettings.fromEnvironment(environment);
        ProcessHandle process = ProcessHandle.allProcesses()
                .filter(candidate -> runsOn(candidate, settings.ports()))
                .findFirst()
                .orElseThrow(() -> new UsageException("--running: no scripts/local of this user runs on the API_PORT "
                        + settings.ports().api() + " and the other ports"));
        return new MeasuredStack(settings, new ProcessFigures(process), null, null);
    }

    private static boolean runsOn(ProcessHandle process, Ports ports) {
        Path directory = Path.of("/proc", Long.toString(process.pid()));
        try {
            // Not ProcessHandle's arguments: those of a long class path are cut.
            return entries(directory.resolve("cmdline")).anyMatch(Main.class.getName()::equals)
                    && Ports.fromEnvironment(environment(directory.resolve("environ")))
                            .equals(ports);
        } catch (IOException | UsageException anotherProgram) {
            return false;
        }
    }

    private static Map<String, String> environment(Path file) throws IOException {
        return entries(file)
                .filter(entry -> PORTS.stream().anyMatch(port -> entry.startsWith(port + "=")))
                .collect(Collectors.toMap(
                        entry -> entry.substring(0, entry.indexOf('=')),
                        entry -> entry.substring(entry.indexOf('=') + 1),
                        (first, second) -> first));
    }

    private static Stream<String> entries(Path file) throws IOException {
        return Stream.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\0"));
    }

    private static Map<String, String> freePorts() {
        List<Integer> free = Stream.generate(() -> Port.resolve(Port.ANY))
                .distinct()
                .limit(PORTS.size())
                .toList();
        Map<String, String> ports = new HashMap<>();
        for (int i = 0; i < PORTS.size(); i++) {
            ports.put(PORTS.get(i), free.get(i).toString());
        }
        return ports;
    }

    private void awaitReady(Path output) throws Exception {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.readAllLines(output).contains("ready")) {
            if (started.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                String said = String.join(" | ", Files.readAllLines(output));
                close();
                throw new IOException("the stack is not ready: " + said);
            }
        }
    }

    StackSettings settings() {
        return settings;
    }

    ProcessFigures figures() {
        return figures;
    }

    /** Stops what was started and removes its data. */
    @Override
    public synchronized void close() {
        if (started == null) {
            return;
        }
        started.destroy();
        try {
            if (!started.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                started.destroyForcibly().waitFor();
            }
            Directories.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("scripts/bench: " + directory + " cannot be removed: " + e.getMessage());
        }
    }
}
