package io.botflow.analytics.local;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.logging.log4j.LogManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops what runs when the JVM is told to end, the last one begun first. */
final class Shutdown implements Runnable {
    private final Progress progress;
    private final ConcurrentLinkedDeque<AutoCloseable> running = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    Shutdown(Progress progress) {
        this.progress = progress;
    }

    /** Adds what is to be stopped before everything that was added earlier. */
    void closeFirst(AutoCloseable part) {
        running.push(part);
    }

    boolean hasBegun() {
        return begun.get();
    }

    @Override
    public void run() {
        begun.set(true);
        progress.say("stopping");
        for (AutoCloseable part = running.poll(); part != null; part = running.poll()) {
            close(part);
        }
        progress.say("stopped");
        LogManager.shutdown();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            Logger log = LoggerFactory.getLogger(Shutdown.class);
            log.warn("{} did not stop in order", part.getClass().getSimpleName(), e);
        }
    }
}
