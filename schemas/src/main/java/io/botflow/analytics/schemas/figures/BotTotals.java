package io.botflow.analytics.schemas.figures;

import java.math.BigDecimal;

/**
 * What was counted of a bot over some time: sums only, from which every figure of its row follows.
 *
 * @param active conversations with a message of the bot, once per UTC day
 * @param escalated conversations handed to a human, once per UTC day
 * @param durationSumSeconds over the conversations that ended
 * @param exactCostUsd not rounded
 */
public record BotTotals(
        long started,
        long active,
        long ended,
        long escalated,
        long inbound,
        long outbound,
        Outcomes outcomes,
        Responses responses,
        long knowledgeBaseHits,
        long knowledgeBaseMisses,
        long tokens,
        BigDecimal exactCostUsd,
        long durationSumSeconds,
        long ratingCount,
        long ratingSum) {
    public long messages() {
        return inbound + outbound;
    }

    /** Percent of active conversations; two decimals, as every rate here; null without any. */
    public BigDecimal handoffRate() {
        return handoffRate(escalated, active);
    }

    /** Percent of active conversations that were handed to a human. */
    public static BigDecimal handoffRate(long escalated, long active) {
        return Ratio.percent(escalated, active);
    }

    public BigDecimal knowledgeBaseHitRate() {
        return Ratio.percent(knowledgeBaseHits, knowledgeBaseHits + knowledgeBaseMisses);
    }

    public Long averageTokens() {
        return Ratio.whole(tokens, active);
    }

    public BigDecimal costUsd() {
        return Money.written(exactCostUsd);
    }

    public BigDecimal costPerConversationUsd() {
        return Money.per(exactCostUsd, active);
    }

    /** Whole seconds. */
    public Long averageDurationSeconds() {
        return averageDurationSeconds(durationSumSeconds, ended);
    }

    /** Whole seconds; null if none ended. */
    public static Long averageDurationSeconds(long durationSumSeconds, long ended) {
        return Ratio.whole(durationSumSeconds, ended);
    }

    public BigDecimal averageMessages() {
        return Ratio.of(messages(), active);
    }

    public BigDecimal averageRating() {
        return Ratio.of(ratingSum, ratingCount);
    }
}
