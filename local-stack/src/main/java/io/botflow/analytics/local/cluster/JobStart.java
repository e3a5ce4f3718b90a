package io.botflow.analytics.local.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Waits until a job that was submitted works. */
final class JobStart {
    /** Failures before the first time that all tasks run; Flink itself would try for ever. */
    private static final int MOST_FAILURES = 3;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;

    /** In what Flink's operators say when they cannot read what they wrote. */
    private static final Pattern RESTORING =
            Pattern.compile("StreamOperatorStateContext|Could not restore|CheckpointMetadata");

    private final FlinkRest rest;

    JobStart(FlinkRest rest) {
        this.rest = rest;
    }

    /** A job did not come to work; the message says why in one line. */
    static final class NotRunningException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean unreadableState;

        NotRunningException(String message, boolean unreadableState) {
            super(message);
            this.unreadableState = unreadableState;
        }

        /** Whether what it was to go on from cannot be read. */
        boolean isOfUnreadableState() {
            return unreadableState;
        }
    }

    /** Waits until every task runs. */
    void awaitRunning(String id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Optional<FlinkRest.Job> job = rest.job(id);
            if (job.isEmpty()) {
                throw new NotRunningException("the cluster does not know the job any more", false);
            }
            if (job.get().runs()) {
                return;
            }
            List<String> failures = rest.failures(id);
            boolean unreadable = failures.stream()
                    .anyMatch(failure -> RESTORING.matcher(failure).find());
            if (unreadable || job.get().hasEnded() || failures.size() >= MOST_FAILURES) {
                throw new NotRunningException(
                        failures.isEmpty() ? "it is " + job.get().state() : FlinkCli.reason(failures.get(0)),
                        unreadable);
            }
            pause(deadline, "it does not run");
        }
    }

    /** Waits until the job has also kept its state once. */
    void awaitCheckpoint(String id) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        rest.triggerCheckpoint(id);
        while (rest.newestCheckpoint(id).isEmpty()) {
            List<String> failures = rest.failures(id);
            if (failures.size() >= MOST_FAILURES) {
                throw new NotRunningException(FlinkCli.reason(failures.get(0)), false);
            }
            pause(deadline, "it completes no checkpoint");
        }
    }

    private static void pause(long deadline, String state) throws IOException, InterruptedException {
        if (System.nanoTime() > deadline) {
            throw new NotRunningException(state + " after " + LIMIT.toMinutes() + " minutes", false);
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
}
