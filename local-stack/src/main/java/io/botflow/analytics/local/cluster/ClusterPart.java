package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.server.RunningServer;
import io.botflow.analytics.local.server.ServerStartException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of the cluster, started again when it ends. Used by one thread; only {@link #running()} by others. */
final class ClusterPart implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterPart.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** One that ran for so long did not end for the reason it ended for before. */
    private static final Duration HEALTHY = Duration.ofMinutes(1);

    private final String name;
    private final Starter starter;
    private RunningServer server;
    private int starts;
    private long startedNanos;
    private long nextStartNanos;
    private Duration pause = Duration.ZERO;
    private volatile ClusterProcesses.Running running;

    ClusterPart(String name, Starter starter) {
        this.name = name;
        this.starter = starter;
    }

    /** Starts a process. */
    @FunctionalInterface
    interface Starter {
        RunningServer start();
    }

    void start() {
        starts++;
        startedNanos = System.nanoTime();
        server = starter.start();
        running = ClusterProcesses.Running.of(name, server.pid(), starts);
    }

    /** Starts it again if it has ended; tells whether it did. The first time at once, then ever more slowly. */
    boolean revive() {
        long now = System.nanoTime();
        if (!hasEnded()) {
            return false;
        }
        if (server != null) {
            LOG.warn("{} (process {}) has ended", name, server.pid());
            boolean wasHealthy = now - startedNanos > HEALTHY.toNanos();
            pause = wasHealthy || pause.isZero() ? Duration.ZERO : pause;
            nextStartNanos = now + pause.toNanos();
            pause = pause.isZero() ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
            server = null;
        }
        if (now < nextStartNanos) {
            return false;
        }
        try {
            start();
            LOG.info("{} runs again as process {}", name, server.pid());
            return true;
        } catch (ServerStartException e) {
            LOG.warn("{} cannot be started again", name, e);
            nextStartNanos = System.nanoTime() + pause.toNanos();
            pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
            return false;
        }
    }

    /** Puts a fresh process in the place of the one that runs, which is given no time. */
    void replace() {
        Optional<ProcessHandle> process = running.process();
        if (process.isPresent() && process.get().destroyForcibly()) {
            process.get().onExit().join();
        }
        start();
    }

    boolean hasEnded() {
        return server == null || !server.isAlive();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    String name() {
        return name;
    }

    /** The process as it was last started; null before the first start. */
    ClusterProcesses.Running running() {
        return running;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
