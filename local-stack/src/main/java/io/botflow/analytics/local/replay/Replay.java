package io.botflow.analytics.local.replay;

import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.organizations.OrganizationTables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends every line of a file as one record.
 *
 * @param file JSON lines, which may be compressed with gzip
 * @param shiftToNow whether the newest event is moved to the replay's start, and every other as far
 */
public record Replay(Path file, Speed speed, boolean shiftToNow, Clock clock) {
    /** Long enough to fill requests, short enough not to be seen. */
    public static final int LINGER_MILLIS = 20;

    private static final long MAX_PAUSE_NANOS = 500_000_000;

    /**
     * Sends the file.
     *
     * @param messages where the progress is shown
     * @return how many records were sent
     */
    public long run(EventProducer producer, OrganizationTables tables, PrintStream messages, boolean isTerminal)
            throws IOException, SQLException {
        TimeShift shift = shiftToNow ? TimeShift.newestTo(clock.instant(), file) : TimeShift.none();
        Arrivals arrivals = new Arrivals(tables);
        long sent = 0;
        try (Lines lines = Lines.of(file);
                ReplayProgress progress = ReplayProgress.on(messages, isTerminal, Lines.count(file))) {
            long start = System.nanoTime();
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedIOException("the replay was stopped after " + sent + " records");
                }
                EventHead head = EventHead.of(line);
                arrivals.add(head);
                if (!speed.equals(Speed.MAX)) {
                    awaitDue(start + speed.dueNanos(sent), sent, progress);
                }
                producer.send(head.key(), shift.apply(line, head));
                sent++;
                progress.sent(sent);
            }
            arrivals.flush();
            producer.flush();
        }
        return sent;
    }

    private static void awaitDue(long due, long sent, ReplayProgress progress) {
        long left = due - System.nanoTime();
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(left, MAX_PAUSE_NANOS));
            progress.sent(sent);
            left = due - System.nanoTime();
        }
    }
}
