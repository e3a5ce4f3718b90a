package io.botflow.analytics.local.replay;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows how far a replay is: a bar on a terminal, else a line every two seconds. */
interface ReplayProgress extends AutoCloseable {
    /** Called after each record with the number sent so far. */
    void sent(long records);

    @Override
    void close();

    static ReplayProgress on(PrintStream out, boolean isTerminal) {
        return isTerminal ? new Bar(out) : new PlainLines(out);
    }

    /** A bar of unknown length: how many lines a compressed file has is known at its end only. */
    final class Bar implements ReplayProgress {
        private static final int UPDATE_MILLIS = 200;

        private final ProgressBar bar;

        Bar(PrintStream out) {
            bar = new ProgressBarBuilder()
                    .setTaskName("replay")
                    .setUnit(" records", 1)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setInitialMax(-1)
                    .showSpeed()
                    .setConsumer(new ConsoleProgressBarConsumer(out))
                    .build();
        }

        @Override
        public void sent(long records) {
            bar.stepTo(records);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** One line every two seconds. */
    final class PlainLines implements ReplayProgress {
        private static final long INTERVAL_NANOS = Duration.ofSeconds(2).toNanos();
        private static final double NANOS_PER_SECOND = 1e9;

        private final PrintStream out;
        private final long start = System.nanoTime();
        private long last = start;

        PlainLines(PrintStream out) {
            this.out = out;
        }

        @Override
        public void sent(long records) {
            long now = System.nanoTime();
            if (now - last >= INTERVAL_NANOS) {
                last = now;
                out.printf("replay: %d records, %.0f/s%n", records, records * NANOS_PER_SECOND / (now - start));
                out.flush();
            }
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
