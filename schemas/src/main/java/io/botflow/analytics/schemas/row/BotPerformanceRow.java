package io.botflow.analytics.schemas.row;

import io.botflow.analytics.schemas.figures.BotTotals;
import io.botflow.analytics.schemas.figures.Outcomes;
import io.botflow.analytics.schemas.figures.Responses;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A row of {@code bot_performance_metrics}: one bot on one UTC day. The derived columns (rates, averages) stand beside
 * the counters they come from; a derived column is null when its denominator is 0.
 *
 * @param responseTimes stored as {@link ResponseTimeSketch#toBytes()}
 * @param exactCostUsd the same amount not rounded, nine decimals: what sums over rows are made of
 */
public record BotPerformanceRow(
        UUID organizationId,
        UUID botId,
        LocalDate date,
        long totalConversations,
        long totalMessages,
        long activeConversations,
        Long avgResponseTimeMillis,
        Long p50ResponseTimeMillis,
        Long p95ResponseTimeMillis,
        Long p99ResponseTimeMillis,
        BigDecimal successRate,
        BigDecimal errorRate,
        BigDecimal fallbackRate,
        BigDecimal handoffRate,
        BigDecimal knowledgeBaseHitRate,
        Long avgTokensPerConversation,
        long totalTokensUsed,
        BigDecimal totalCostUsd,
        BigDecimal costPerConversationUsd,
        Long avgConversationDurationSeconds,
        BigDecimal avgMessagesPerConversation,
        BigDecimal customerSatisfactionAvg,
        long inboundMessages,
        long outboundMessages,
        long successfulResponses,
        long failedResponses,
        long fallbackResponses,
        long responseTimeCount,
        long responseTimeSumMillis,
        ResponseTimeSketch responseTimes,
        long knowledgeBaseHits,
        long knowledgeBaseMisses,
        long conversationsEnded,
        long conversationsEscalated,
        long durationSumSeconds,
        long ratingCount,
        long ratingSum,
        BigDecimal exactCostUsd) {
    /**
     * The row of what was counted.
     *
     * @param date null if it is not one day that was counted
     */
    public static BotPerformanceRow of(UUID organizationId, UUID botId, LocalDate date, BotTotals totals) {
        Outcomes outcomes = totals.outcomes();
        Responses responses = totals.responses();
        return new BotPerformanceRow(
                organizationId,
                botId,
                date,
                totals.started(),
                totals.messages(),
                totals.active(),
                responses.averageMillis(),
                responses.p50Millis(),
                responses.p95Millis(),
                responses.p99Millis(),
                outcomes.successRate(),
                outcomes.errorRate(),
                outcomes.fallbackRate(),
                totals.handoffRate(),
                totals.knowledgeBaseHitRate(),
                totals.averageTokens(),
                totals.tokens(),
                totals.costUsd(),
                totals.costPerConversationUsd(),
                totals.averageDurationSeconds(),
                totals.averageMessages(),
                totals.averageRating(),
                totals.inbound(),
                totals.outbound(),
                outcomes.success(),
                outcomes.failure(),
                outcomes.fallback(),
                responses.count(),
                responses.sumMillis(),
                responses.times(),
                totals.knowledgeBaseHits(),
                totals.knowledgeBaseMisses(),
                totals.ended(),
                totals.escalated(),
                totals.durationSumSeconds(),
                totals.ratingCount(),
                totals.ratingSum(),
                totals.exactCostUsd());
    }
}
