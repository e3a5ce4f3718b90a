package io.botflow.analytics.jobs.repair;

import java.io.Serializable;

/**
 * Part of a partition.
 *
 * @param from offset of the first record
 * @param to offset behind the last record
 */
public record OffsetRange(long from, long to) implements Serializable {
    public boolean isEmpty() {
        return from >= to;
    }

    public long size() {
        return Math.max(0, to - from);
    }
}
