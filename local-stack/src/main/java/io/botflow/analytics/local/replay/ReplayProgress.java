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

    /** @param total how many records there are, {@link Lines#UNKNOWN} if nobody has counted */
    static ReplayProgress on(PrintStream out, boolean isTerminal, long total) {
        return isTerminal ? new Bar(out, total) : new PlainLines(out, total);
    }

    /** A bar, of unknown length where nobody has counted. */
    final class Bar implements ReplayProgress {
        private static final int UPDATE_MILLIS = 200;

        private final ProgressBar bar;

        Bar(PrintStream out, long total) {
            bar = new ProgressBarBuilder()
                    .setTaskName("replay")
                    .setUnit(" records", 1)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .setInitialMax(total)
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
        private final String ofTotal;
        private final long start = System.nanoTime();
        private long last = start;

        PlainLines(PrintStream out, long total) {
            this.out = out;
            this.ofTotal = total == Lines.UNKNOWN ? "" : " of " + total;
        }

        @Override
        public void sent(long records) {
            long now = System.nanoTime();
            if (now - last >= INTERVAL_NANOS) {
                last = now;
                out.printf(
                        "replay: %d%s records, %.0f/s%n", records, ofTotal, records * NANOS_PER_SECOND / (now - start));
                out.flush();
            }
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
