package io.botflow.analytics.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that runs as a child of this JVM and ends with it, even when the JVM is killed. */
final class ChildProcess implements AutoCloseable {
    /** Linux sends the death signal when the thread that started a child ends, so one thread lives as long as the JVM. */
    private static final ExecutorService STARTER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "children");
        thread.setDaemon(true);
        return thread;
    });

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int SHOWN_LOG_LINES = 5;

    private final String name;
    private final Process process;
    private final Path log;
    private final StopSignal stopSignal;

    private ChildProcess(String name, Process process, Path log, StopSignal stopSignal) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.stopSignal = stopSignal;
    }

    /**
     * Starts the command.
     *
     * @param account the account it runs in
     * @param log the file its output is added to
     */
    static ChildProcess start(
            String name, ChildAccount account, List<String> command, Path directory, Path log, StopSignal stopSignal) {
        return start(name, account, command, Map.of(), directory, log, stopSignal);
    }

    /**
     * Starts the command.
     *
     * @param account the account it runs in
     * @param environment variables that it has besides those of this JVM
     * @param log the file its output is added to
     */
    static ChildProcess start(
            String name,
            ChildAccount account,
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            StopSignal stopSignal) {
        List<String> full = new ArrayList<>();
        if (Programs.isInstalled("setsid")) {
            // Ctrl-C goes to all of the terminal's processes, but the servers are to stop after those that use them.
            full.add("setsid");
        }
        full.addAll(account.prefix());
        if (Programs.isInstalled("setpriv")) {
            // Innermost: entering a user namespace or another account would clear it.
            full.addAll(List.of("setpriv", "--pdeathsig", stopSignal.name()));
        }
        full.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(full)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = STARTER.submit(builder::start).get();
            process.getOutputStream().close();
            return new ChildProcess(name, process, log, stopSignal);
        } catch (ExecutionException | IOException e) {
            throw new ServerStartException(name + " cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException(name + " was interrupted while starting", e);
        }
    }

    /** Waits until the server answers. */
    void awaitReady(Readiness readiness, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < deadline) {
            if (!process.isAlive()) {
                throw new ServerStartException(name + " ended at once: " + lastLines());
            }
            try {
                readiness.check();
                return;
            } catch (Exception notYet) {
                last = notYet;
            }
            pause();
        }
        close();
        throw new ServerStartException(name + " did not answer within " + limit.toSeconds() + " s", last);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private void pause() {
        try {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ServerStartException(name + " was interrupted while starting", e);
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            stopSignal.send(process);
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** One try to reach the server. */
    @FunctionalInterface
    interface Readiness {
        void check() throws Exception;
    }
}
