package io.botflow.analytics.jobs.repair;

import java.time.Instant;

/**
 * What is to be recomputed.
 *
 * @param from begin of the range
 * @param to end of the range; not in it
 * @param fromBeginning read all that Kafka holds, however far before the range
 * @param includeLate count what the running job turned away as late
 */
public record ReplayRequest(Instant from, Instant to, boolean fromBeginning, boolean includeLate) {
    /** @throws IllegalArgumentException if the range is empty */
    public ReplayRequest {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("--from " + from + " is not before --to " + to);
        }
    }
}
