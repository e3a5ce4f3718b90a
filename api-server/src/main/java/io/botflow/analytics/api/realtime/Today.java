package io.botflow.analytics.api.realtime;

import java.util.Map;

/**
 * What was counted since the UTC day of {@code as_of} began.
 *
 * @param conversations started
 * @param activeBots bots with a message
 */
record Today(long conversations, long messages, long activeBots) {
    static final Today NOTHING = new Today(0, 0, 0);

    /** Adds up two leaderboards: bot id to count. */
    static Today of(Map<String, Long> conversations, Map<String, Long> messages) {
        return new Today(
                sum(conversations),
                sum(messages),
                messages.values().stream().filter(count -> count > 0).count());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
