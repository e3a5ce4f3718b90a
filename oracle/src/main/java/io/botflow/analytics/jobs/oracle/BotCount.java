package io.botflow.analytics.jobs.oracle;

/** The whole numbers that are counted or summed for a bot in a span of time. */
public enum BotCount {
    INBOUND,
    OUTBOUND,
    SUCCESS,
    FAILURE,
    FALLBACK,
    KNOWLEDGE_BASE_HITS,
    KNOWLEDGE_BASE_MISSES,
    TOKENS_USED,
    CONVERSATIONS_STARTED,
    CONVERSATIONS_ENDED,
    CONVERSATIONS_ESCALATED,
    ACTIVE_CONVERSATIONS,
    DURATION_SUM_SECONDS,
    RATING_COUNT,
    RATING_SUM
}
