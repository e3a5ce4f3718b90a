package io.botflow.analytics.schemas.row;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * A row of {@code usage_analytics}: one organization in one UTC hour.
 *
 * @param hour start of the hour, milliseconds since the epoch
 * @param activeUsers distinct customer phones that sent a message; exact up to 10 000
 * @param mostActiveBotId null without messages
 * @param exactCostUsd the same amount not rounded, nine decimals: what sums over rows are made of
 */
public record UsageAnalyticsRow(
        UUID organizationId,
        long hour,
        long messagesSent,
        long messagesReceived,
        long conversationsStarted,
        long conversationsEnded,
        long activeUsers,
        long botsActive,
        UUID mostActiveBotId,
        long apiCallsMade,
        long webhookCallsReceived,
        long tokensUsed,
        BigDecimal estimatedCostUsd,
        BigDecimal exactCostUsd) {}
