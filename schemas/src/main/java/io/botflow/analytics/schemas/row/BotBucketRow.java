package io.botflow.analytics.schemas.row;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code bot_metrics_1m} or {@code bot_metrics_15m}: sums only, so that any set of rows adds up.
 *
 * @param bucketStart milliseconds since the epoch
 * @param responseTimes stored as {@link ResponseTimeSketch#toBytes()}
 * @param activeConversations conversations whose first message of the UTC day with this bot fell in the bucket
 * @param conversationsEscalated conversations whose first escalation of the UTC day fell in the bucket
 * @param durationHistogram conversations ended by duration, with edges 0, 30, 60, 120, 300, 600, 1800, 3600 seconds
 * @param exactCostUsd the same amount not rounded, nine decimals: what sums over rows are made of
 */
public record BotBucketRow(
        UUID organizationId,
        UUID botId,
        long bucketStart,
        long inbound,
        long outbound,
        long success,
        long failure,
        long fallback,
        long responseTimeCount,
        long responseTimeSumMillis,
        ResponseTimeSketch responseTimes,
        long knowledgeBaseHits,
        long knowledgeBaseMisses,
        long tokensUsed,
        BigDecimal costUsd,
        long conversationsStarted,
        long conversationsEnded,
        long conversationsEscalated,
        long activeConversations,
        long durationSumSeconds,
        List<Long> durationHistogram,
        long ratingCount,
        long ratingSum,
        BigDecimal exactCostUsd) {}
