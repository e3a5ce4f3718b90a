package io.botflow.analytics.local.faults;

import io.botflow.analytics.local.cluster.TestCluster;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Waits until a cluster has come through a fault by itself. */
record Recovery(TestCluster cluster, Clock clock) {
    /** As Flink's own fault tests have it. */
    static final Duration LIMIT = Duration.ofMinutes(3);

    private static final int GOOD_POLLS = 5;
    private static final long POLL_MILLIS = 300;

    /**
     * Waits until several polls in a row find everything at work and a checkpoint of each job completed after a time.
     *
     * @return how long after that time this was so for the first of these polls
     * @throws IOException if it is not so within the limit
     */
    Duration await(Instant after) throws IOException, InterruptedException {
        Instant deadline = clock.instant().plus(LIMIT);
        Instant first = null;
        int good = 0;
        while (good < GOOD_POLLS) {
            Instant now = clock.instant();
            if (isGood(after)) {
                first = good == 0 ? now : first;
                good++;
            } else {
                good = 0;
                if (now.isAfter(deadline)) {
                    throw new IOException("not healthy " + LIMIT.toSeconds() + " s after a fault: "
                            + cluster.run("cluster", "status"));
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return Duration.between(after, first);
    }

    private boolean isGood(Instant after) throws InterruptedException {
        try {
            if (!cluster.isHealthy()) {
                return false;
            }
            for (String job : Scene.JOBS) {
                if (!cluster.runs(job)
                        || cluster.newestCheckpoint(job).filter(after::isBefore).isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (IOException notNow) {
            return false;
        }
    }
}
