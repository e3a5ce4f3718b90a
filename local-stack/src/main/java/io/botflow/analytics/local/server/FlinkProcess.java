package io.botflow.analytics.local.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A JobManager or a TaskManager of Flink in a JVM of its own, which ends with this one. */
public final class FlinkProcess implements RunningServer {
    private final ChildProcess process;

    private FlinkProcess(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a process, which need not answer yet.
     *
     * @param name the part of the cluster, which its output is named after
     * @param directory where its logs go
     */
    public static FlinkProcess start(String name, List<String> command, Path directory) {
        return new FlinkProcess(ChildProcess.start(
                name, ChildAccount.OWN, command, directory, directory.resolve(name + ".out"), StopSignal.TERM));
    }

    /** Waits until the process does what it is there for. */
    public void awaitReady(Check check, Duration limit) {
        process.awaitReady(check::run, limit);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }

    /** Fails while a process is not ready. */
    @FunctionalInterface
    public interface Check {
        void run() throws Exception;
    }
}
