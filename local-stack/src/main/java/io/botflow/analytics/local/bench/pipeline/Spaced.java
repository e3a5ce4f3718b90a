package io.botflow.analytics.local.bench.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells how far something is, but not all the time. */
final class Spaced {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Consumer<String> progress;
    private long last = System.nanoTime();

    Spaced(Consumer<String> progress) {
        this.progress = progress;
    }

    void say(Supplier<String> words) {
        long now = System.nanoTime();
        if (now - last >= PAUSE_NANOS) {
            last = now;
            progress.accept(words.get());
        }
    }
}
