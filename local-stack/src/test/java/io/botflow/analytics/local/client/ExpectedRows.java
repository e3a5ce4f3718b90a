package io.botflow.analytics.local.client;

import io.botflow.analytics.jobs.oracle.Tables.UsageKey;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Rows as the client must be told of them, by column in the contract's order. */
final class ExpectedRows {
    private ExpectedRows() {}

    static Map<String, Object> conversation(ConversationMetricsRow row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("conversation_id", row.conversationId());
        cells.put("bot_id", row.botId());
        cells.put("organization_id", row.organizationId());
        cells.put("customer_phone", row.customerPhone());
        cells.put("started_at", time(row.startedAt()));
        cells.put("ended_at", time(row.endedAt()));
        cells.put("duration_seconds", row.durationSeconds());
        cells.put("total_messages", row.totalMessages());
        cells.put("user_messages", row.userMessages());
        cells.put("bot_messages", row.botMessages());
        cells.put("avg_response_time_ms", row.avgResponseTimeMillis());
        cells.put("p50_response_time_ms", row.p50ResponseTimeMillis());
        cells.put("p95_response_time_ms", row.p95ResponseTimeMillis());
        cells.put("p99_response_time_ms", row.p99ResponseTimeMillis());
        cells.put("slowest_response_ms", row.slowestResponseMillis());
        cells.put("successful_responses", row.successfulResponses());
        cells.put("failed_responses", row.failedResponses());
        cells.put("fallback_responses", row.fallbackResponses());
        cells.put("handoff_triggered", row.handoffTriggered());
        cells.put("knowledge_base_hits", row.knowledgeBaseHits());
        cells.put("knowledge_base_misses", row.knowledgeBaseMisses());
        cells.put("tokens_used", row.tokensUsed());
        cells.put("estimated_cost_usd", row.estimatedCostUsd());
        cells.put("resolution_status", name(row.resolutionStatus()));
        cells.put("customer_satisfaction", row.customerSatisfaction());
        cells.put("last_message_at", time(row.lastMessageAt()));
        return cells;
    }

    static String status(ConversationMetricsRow row) {
        return row.resolutionStatus() == null ? "active" : name(row.resolutionStatus());
    }

    static Map<String, Object> message(BotEvent event) {
        boolean sent = event.type() == EventType.MESSAGE_SENT;
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("event_id", event.eventId());
        cells.put("conversation_id", event.conversationId());
        cells.put("organization_id", event.organizationId());
        cells.put("bot_id", event.botId());
        cells.put("direction", sent ? "outbound" : "inbound");
        cells.put("text", event.text());
        cells.put("occurred_at", time(event.occurredAt()));
        cells.put(
                "response_time_ms", event.responseTimeMillis() == BotEvent.ABSENT ? null : event.responseTimeMillis());
        cells.put("outcome", name(event.outcome()));
        cells.put("tokens_used", sent ? event.tokensUsed() : null);
        cells.put("cost_usd", sent ? money(BigDecimal.valueOf(event.costNanos(), 9)) : null);
        cells.put("knowledge_base", name(event.knowledgeBase()));
        return cells;
    }

    /** A bot's day. */
    static Map<String, Object> botDay(Tenant tenant, UUID bot, LocalDate date, Figures figures) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("bot_id", bot);
        cells.put("organization_id", tenant.id());
        cells.put("date", date.toString());
        cells.putAll(botFigures(figures));
        return cells;
    }

    /** The figures of {@code bot_performance_metrics}, over any number of days. */
    static Map<String, Object> botFigures(Figures figures) {
        BigDecimal messages = BigDecimal.valueOf(figures.inbound() + figures.outbound());
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("total_conversations", figures.count(Fact.Kind.STARTED));
        cells.put("total_messages", messages);
        cells.put("active_conversations", figures.count(Fact.Kind.ACTIVE));
        cells.put("avg_response_time_ms", figures.averageResponseTime());
        cells.put("p50_response_time_ms", figures.percentile(50));
        cells.put("p95_response_time_ms", figures.percentile(95));
        cells.put("p99_response_time_ms", figures.percentile(99));
        cells.put("success_rate", figures.rate(Outcome.SUCCESS));
        cells.put("error_rate", figures.rate(Outcome.FAILURE));
        cells.put("fallback_rate", figures.rate(Outcome.FALLBACK));
        cells.put("handoff_rate", figures.handoffRate());
        cells.put("knowledge_base_hit_rate", figures.knowledgeBaseHitRate());
        cells.put("avg_tokens_per_conversation", figures.perConversation(figures.tokens(), 0));
        cells.put("total_tokens_used", figures.tokens());
        cells.put("total_cost_usd", money(figures.cost()));
        cells.put("cost_per_conversation_usd", figures.perConversation(figures.cost(), 6));
        cells.put("avg_conversation_duration_seconds", figures.averageDuration());
        cells.put("avg_messages_per_conversation", figures.perConversation(messages, 2));
        cells.put("customer_satisfaction_avg", figures.averageRating());
        return cells;
    }

    /** An organization's hour. */
    static Map<String, Object> usage(Tenant tenant, Instant hour) {
        UsageAnalyticsRow row = tenant.tables().usage().get(new UsageKey(tenant.id(), hour.toEpochMilli()));
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("organization_id", tenant.id());
        cells.put("hour", hour);
        cells.put("messages_sent", row == null ? 0 : row.messagesSent());
        cells.put("messages_received", row == null ? 0 : row.messagesReceived());
        cells.put("conversations_started", row == null ? 0 : row.conversationsStarted());
        cells.put("conversations_ended", row == null ? 0 : row.conversationsEnded());
        cells.put("active_users", row == null ? 0 : row.activeUsers());
        cells.put("bots_active", row == null ? 0 : row.botsActive());
        cells.put("most_active_bot_id", row == null ? null : row.mostActiveBotId());
        cells.put("api_calls_made", row == null ? 0 : row.apiCallsMade());
        cells.put("webhook_calls_received", row == null ? 0 : row.webhookCallsReceived());
        cells.put("tokens_used", row == null ? 0 : row.tokensUsed());
        cells.put("estimated_cost_usd", row == null ? 0 : row.estimatedCostUsd());
        return cells;
    }

    private static Instant time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static String name(Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static BigDecimal money(BigDecimal exact) {
        return exact.setScale(6, RoundingMode.HALF_UP);
    }
}
