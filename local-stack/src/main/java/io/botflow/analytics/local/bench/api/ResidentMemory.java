package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.bench.ProcessFigures;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Watches how much memory a process occupies. */
final class ResidentMemory implements AutoCloseable {
    private static final long EVERY_MILLIS = 50;

    private final ProcessFigures process;
    private final long before;
    private final AtomicLong highest;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

    private ResidentMemory(ProcessFigures process) {
        this.process = process;
        this.before = process.residentBytes();
        this.highest = new AtomicLong(before);
    }

    static ResidentMemory watch(ProcessFigures process) {
        ResidentMemory memory = new ResidentMemory(process);
        var unused = memory.watch.scheduleAtFixedRate(memory::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return memory;
    }

    private void look() {
        long now = process.residentBytes();
        highest.accumulateAndGet(now, Math::max);
    }

    /** In bytes, when watching began. */
    long before() {
        return before;
    }

    /** In bytes. */
    long highest() {
        return highest.get();
    }

    /** In bytes. */
    long now() {
        return process.residentBytes();
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
