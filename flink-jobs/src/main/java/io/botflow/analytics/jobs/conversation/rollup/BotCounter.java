package io.botflow.analytics.jobs.conversation.rollup;

/** What is summed per bot and bucket. */
public enum BotCounter {
    INBOUND,
    OUTBOUND,
    SUCCESS,
    FAILURE,
    FALLBACK,
    RESPONSE_TIMES,
    RESPONSE_TIME_SUM_MILLIS,
    KNOWLEDGE_BASE_HITS,
    KNOWLEDGE_BASE_MISSES,
    TOKENS,
    /** Whole US dollars; two counters, since a sum of billionths alone would overflow. */
    COST_WHOLE,
    /** The billionths that are left. */
    COST_NANOS,
    /** Conversations by their first message of the UTC day with the bot. */
    ACTIVE,
    STARTED,
    ENDED,
    /** Conversations by their first escalation of the UTC day. */
    ESCALATED,
    DURATION_SUM_SECONDS,
    DURATION_FROM_0,
    DURATION_FROM_30,
    DURATION_FROM_60,
    DURATION_FROM_120,
    DURATION_FROM_300,
    DURATION_FROM_600,
    DURATION_FROM_1800,
    DURATION_FROM_3600,
    RATINGS,
    RATING_SUM,
    /** Facts in the bucket that a conversation still in state may take back; while there are any, the bucket stays. */
    RETRACTABLE;

    private static final BotCounter[] HISTOGRAM = {
        DURATION_FROM_0,
        DURATION_FROM_30,
        DURATION_FROM_60,
        DURATION_FROM_120,
        DURATION_FROM_300,
        DURATION_FROM_600,
        DURATION_FROM_1800,
        DURATION_FROM_3600
    };
    private static final int[] EDGES = {0, 30, 60, 120, 300, 600, 1800, 3600};

    /** The histogram's counter for a conversation of so many seconds. */
    static BotCounter ofDuration(long seconds) {
        int bin = EDGES.length - 1;
        while (seconds < EDGES[bin] && bin > 0) {
            bin--;
        }
        return HISTOGRAM[bin];
    }

    /** The histogram's counters in the order of their edges. */
    static BotCounter[] histogram() {
        return HISTOGRAM.clone();
    }
}
