package io.botflow.analytics.local;

/**
 * What the completed checkpoints of a job were like.
 *
 * @param completed how many there were
 * @param stateBytes what the newest refers to: all of the state
 * @param newestBytes what the newest wrote, less than that if it is incremental
 * @param largestBytes the most that one wrote
 * @param meanMillis how long one took from its trigger to its end
 * @param longestMillis how long the slowest took
 */
public record CheckpointFigures(
        long completed, long stateBytes, long newestBytes, long largestBytes, long meanMillis, long longestMillis) {}
