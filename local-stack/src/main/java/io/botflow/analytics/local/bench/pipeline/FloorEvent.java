package io.botflow.analytics.local.bench.pipeline;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** An event as Jackson reads it when nothing is asked of it: ids and times stay text, so that the floor is a low one. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record FloorEvent(
        String eventId,
        String eventType,
        String occurredAt,
        String organizationId,
        String botId,
        String conversationId,
        String customerPhone,
        String text,
        Integer responseTimeMs,
        String outcome,
        Integer tokensUsed,
        Double costUsd,
        String knowledgeBase,
        String resolutionStatus,
        Integer rating) {}
