package io.botflow.analytics.schemas.row;

import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * A row of {@code conversation_metrics}: the newest part of one conversation. Times are milliseconds since the epoch.
 *
 * @param endedAt null while open, as are durationSeconds and resolutionStatus
 * @param avgResponseTimeMillis null without responses, as are the percentiles and the slowest response
 * @param lastMessageAt null when no message was seen
 * @param customerSatisfaction latest rating, null when there is none
 * @param newestEventAt first half of the row's version: time of the part's newest event
 * @param eventCount second half of the row's version: distinct events of the part
 */
public record ConversationMetricsRow(
        UUID organizationId,
        UUID conversationId,
        UUID botId,
        String customerPhone,
        long startedAt,
        Long endedAt,
        Long durationSeconds,
        long totalMessages,
        long userMessages,
        long botMessages,
        Long avgResponseTimeMillis,
        Long p50ResponseTimeMillis,
        Long p95ResponseTimeMillis,
        Long p99ResponseTimeMillis,
        Long slowestResponseMillis,
        long successfulResponses,
        long failedResponses,
        long fallbackResponses,
        boolean handoffTriggered,
        long knowledgeBaseHits,
        long knowledgeBaseMisses,
        long tokensUsed,
        BigDecimal estimatedCostUsd,
        ResolutionStatus resolutionStatus,
        Integer customerSatisfaction,
        Long lastMessageAt,
        long newestEventAt,
        long eventCount) {}
