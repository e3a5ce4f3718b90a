package io.botflow.analytics.jobs.conversation.rollup;

/** What is summed per organization and hour. */
public enum OrganizationCounter {
    MESSAGES_SENT,
    MESSAGES_RECEIVED,
    CONVERSATIONS_STARTED,
    CONVERSATIONS_ENDED,
    API_CALLS,
    WEBHOOK_CALLS,
    TOKENS,
    /** Whole US dollars; two counters, since a sum of billionths alone would overflow. */
    COST_WHOLE,
    /** The billionths that are left. */
    COST_NANOS,
    /** Facts in the hour that a conversation still in state may take back; while there are any, the hour stays. */
    RETRACTABLE
}
