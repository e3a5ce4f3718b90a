package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.schemas.row.BotBucketRow;
import io.botflow.analytics.schemas.row.BotPerformanceRow;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.MessageRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.util.List;
import java.util.Locale;

/** The tables that jobs write, column by column. */
public final class Tables {
    private Tables() {}

    public static Table<ConversationMetricsRow> conversationMetrics() {
        return Table.<ConversationMetricsRow>upsertedInParts(
                        "conversation_metrics",
                        List.of("organization_id", "conversation_id"),
                        "started_at",
                        "newest_event_at",
                        List.of("newest_event_at", "event_count", "user_messages", "bot_messages"))
                .column("organization_id", ColumnType.UUID, ConversationMetricsRow::organizationId)
                .column("conversation_id", ColumnType.UUID, ConversationMetricsRow::conversationId)
                .column("bot_id", ColumnType.UUID, ConversationMetricsRow::botId)
                .column("customer_phone", ColumnType.TEXT, ConversationMetricsRow::customerPhone)
                .column("started_at", ColumnType.TIMESTAMPTZ, ConversationMetricsRow::startedAt)
                .column("ended_at", ColumnType.TIMESTAMPTZ, ConversationMetricsRow::endedAt)
                .column("duration_seconds", ColumnType.BIGINT, ConversationMetricsRow::durationSeconds)
                .column("total_messages", ColumnType.BIGINT, ConversationMetricsRow::totalMessages)
                .column("user_messages", ColumnType.BIGINT, ConversationMetricsRow::userMessages)
                .column("bot_messages", ColumnType.BIGINT, ConversationMetricsRow::botMessages)
                .column("avg_response_time_ms", ColumnType.BIGINT, ConversationMetricsRow::avgResponseTimeMillis)
                .column("p50_response_time_ms", ColumnType.BIGINT, ConversationMetricsRow::p50ResponseTimeMillis)
                .column("p95_response_time_ms", ColumnType.BIGINT, ConversationMetricsRow::p95ResponseTimeMillis)
                .column("p99_response_time_ms", ColumnType.BIGINT, ConversationMetricsRow::p99ResponseTimeMillis)
                .column("slowest_response_ms", ColumnType.BIGINT, ConversationMetricsRow::slowestResponseMillis)
                .column("successful_responses", ColumnType.BIGINT, ConversationMetricsRow::successfulResponses)
                .column("failed_responses", ColumnType.BIGINT, ConversationMetricsRow::failedResponses)
                .column("fallback_responses", ColumnType.BIGINT, ConversationMetricsRow::fallbackResponses)
                .column("handoff_triggered", ColumnType.BOOLEAN, ConversationMetricsRow::handoffTriggered)
                .column("knowledge_base_hits", ColumnType.BIGINT, ConversationMetricsRow::knowledgeBaseHits)
                .column("knowledge_base_misses", ColumnType.BIGINT, ConversationMetricsRow::knowledgeBaseMisses)
                .column("tokens_used", ColumnType.BIGINT, ConversationMetricsRow::tokensUsed)
                .column("estimated_cost_usd", ColumnType.NUMERIC, ConversationMetricsRow::estimatedCostUsd)
                .column("resolution_status", ColumnType.TEXT, row -> wireName(row.resolutionStatus()))
                .column("customer_satisfaction", ColumnType.INTEGER, ConversationMetricsRow::customerSatisfaction)
                .column("last_message_at", ColumnType.TIMESTAMPTZ, ConversationMetricsRow::lastMessageAt)
                .column("newest_event_at", ColumnType.TIMESTAMPTZ, ConversationMetricsRow::newestEventAt)
                .column("event_count", ColumnType.BIGINT, ConversationMetricsRow::eventCount);
    }

    public static Table<BotPerformanceRow> botPerformanceMetrics() {
        return Table.<BotPerformanceRow>upserted(
                        "bot_performance_metrics",
                        List.of("organization_id", "bot_id", "date"),
                        List.of("inbound_messages", "outbound_messages"))
                .column("organization_id", ColumnType.UUID, BotPerformanceRow::organizationId)
                .column("bot_id", ColumnType.UUID, BotPerformanceRow::botId)
                .column("date", ColumnType.DATE, BotPerformanceRow::date)
                .column("total_conversations", ColumnType.BIGINT, BotPerformanceRow::totalConversations)
                .column("total_messages", ColumnType.BIGINT, BotPerformanceRow::totalMessages)
                .column("active_conversations", ColumnType.BIGINT, BotPerformanceRow::activeConversations)
                .column("avg_response_time_ms", ColumnType.BIGINT, BotPerformanceRow::avgResponseTimeMillis)
                .column("p50_response_time_ms", ColumnType.BIGINT, BotPerformanceRow::p50ResponseTimeMillis)
                .column("p95_response_time_ms", ColumnType.BIGINT, BotPerformanceRow::p95ResponseTimeMillis)
                .column("p99_response_time_ms", ColumnType.BIGINT, BotPerformanceRow::p99ResponseTimeMillis)
                .column("success_rate", ColumnType.NUMERIC, BotPerformanceRow::successRate)
                .column("error_rate", ColumnType.NUMERIC, BotPerformanceRow::errorRate)
                .column("fallback_rate", ColumnType.NUMERIC, BotPerformanceRow::fallbackRate)
                .column("handoff_rate", ColumnType.NUMERIC, BotPerformanceRow::handoffRate)
                .column("knowledge_base_hit_rate", ColumnType.NUMERIC, BotPerformanceRow::knowledgeBaseHitRate)
                .column("avg_tokens_per_conversation", ColumnType.BIGINT, BotPerformanceRow::avgTokensPerConversation)
                .column("total_tokens_used", ColumnType.BIGINT, BotPerformanceRow::totalTokensUsed)
                .column("total_cost_usd", ColumnType.NUMERIC, BotPerformanceRow::totalCostUsd)
                .column("cost_per_conversation_usd", ColumnType.NUMERIC, BotPerformanceRow::costPerConversationUsd)
                .column(
                        "avg_conversation_duration_seconds",
                        ColumnType.BIGINT,
                        BotPerformanceRow::avgConversationDurationSeconds)
                .column(
                        "avg_messages_per_conversation",
                        ColumnType.NUMERIC,
                        BotPerformanceRow::avgMessagesPerConversation)
                .column("customer_satisfaction_avg", ColumnType.NUMERIC, BotPerformanceRow::customerSatisfactionAvg)
                .column("inbound_messages", ColumnType.BIGINT, BotPerformanceRow::inboundMessages)
                .column("outbound_messages", ColumnType.BIGINT, BotPerformanceRow::outboundMessages)
                .column("successful_responses", ColumnType.BIGINT, BotPerformanceRow::successfulResponses)
                .column("failed_responses", ColumnType.BIGINT, BotPerformanceRow::failedResponses)
                .column("fallback_responses", ColumnType.BIGINT, BotPerformanceRow::fallbackResponses)
                .column("response_time_count", ColumnType.BIGINT, BotPerformanceRow::responseTimeCount)
                .column("response_time_sum_ms", ColumnType.BIGINT, BotPerformanceRow::responseTimeSumMillis)
                .column(
                        "response_times",
                        ColumnType.BYTEA,
                        row -> row.responseTimes().toBytes())
                .column("knowledge_base_hits", ColumnType.BIGINT, BotPerformanceRow::knowledgeBaseHits)
                .column("knowledge_base_misses", ColumnType.BIGINT, BotPerformanceRow::knowledgeBaseMisses)
                .column("conversations_ended", ColumnType.BIGINT, BotPerformanceRow::conversationsEnded)
                .column("conversations_escalated", ColumnType.BIGINT, BotPerformanceRow::conversationsEscalated)
                .column("duration_sum_seconds", ColumnType.BIGINT, BotPerformanceRow::durationSumSeconds)
                .column("rating_count", ColumnType.BIGINT, BotPerformanceRow::ratingCount)
                .column("rating_sum", ColumnType.BIGINT, BotPerformanceRow::ratingSum)
                .column("exact_cost_usd", ColumnType.NUMERIC, BotPerformanceRow::exactCostUsd);
    }

    public static Table<UsageAnalyticsRow> usageAnalytics() {
        return Table.<UsageAnalyticsRow>upserted(
                        "usage_analytics",
                        List.of("organization_id", "hour"),
                        List.of("messages_sent", "messages_received", "api_calls_made", "webhook_calls_received"))
                .column("organization_id", ColumnType.UUID, UsageAnalyticsRow::organizationId)
                .column("hour", ColumnType.TIMESTAMPTZ, UsageAnalyticsRow::hour)
                .column("messages_sent", ColumnType.BIGINT, UsageAnalyticsRow::messagesSent)
                .column("messages_received", ColumnType.BIGINT, UsageAnalyticsRow::messagesReceived)
                .column("conversations_started", ColumnType.BIGINT, UsageAnalyticsRow::conversationsStarted)
                .column("conversations_ended", ColumnType.BIGINT, UsageAnalyticsRow::conversationsEnded)
                .column("active_users", ColumnType.BIGINT, UsageAnalyticsRow::activeUsers)
                .column("bots_active", ColumnType.BIGINT, UsageAnalyticsRow::botsActive)
                .column("most_active_bot_id", ColumnType.UUID, UsageAnalyticsRow::mostActiveBotId)
                .column("api_calls_made", ColumnType.BIGINT, UsageAnalyticsRow::apiCallsMade)
                .column("webhook_calls_received", ColumnType.BIGINT, UsageAnalyticsRow::webhookCallsReceived)
                .column("tokens_used", ColumnType.BIGINT, UsageAnalyticsRow::tokensUsed)
                .column("estimated_cost_usd", ColumnType.NUMERIC, UsageAnalyticsRow::estimatedCostUsd)
                .column("exact_cost_usd", ColumnType.NUMERIC, UsageAnalyticsRow::exactCostUsd);
    }

    /** @param name {@code bot_metrics_1m} or {@code bot_metrics_15m} */
    public static Table<BotBucketRow> botMetrics(String name) {
        return Table.<BotBucketRow>upserted(
                        name, List.of("organization_id", "bot_id", "bucket_start"), List.of("inbound", "outbound"))
                .column("organization_id", ColumnType.UUID, BotBucketRow::organizationId)
                .column("bot_id", ColumnType.UUID, BotBucketRow::botId)
                .column("bucket_start", ColumnType.TIMESTAMPTZ, BotBucketRow::bucketStart)
                .column("inbound", ColumnType.BIGINT, BotBucketRow::inbound)
                .column("outbound", ColumnType.BIGINT, BotBucketRow::outbound)
                .column("success", ColumnType.BIGINT, BotBucketRow::success)
                .column("failure", ColumnType.BIGINT, BotBucketRow::failure)
                .column("fallback", ColumnType.BIGINT, BotBucketRow::fallback)
                .column("response_time_count", ColumnType.BIGINT, BotBucketRow::responseTimeCount)
                .column("response_time_sum_ms", ColumnType.BIGINT, BotBucketRow::responseTimeSumMillis)
                .column(
                        "response_times",
                        ColumnType.BYTEA,
                        row -> row.responseTimes().toBytes())
                .column("knowledge_base_hits", ColumnType.BIGINT, BotBucketRow::knowledgeBaseHits)
                .column("knowledge_base_misses", ColumnType.BIGINT, BotBucketRow::knowledgeBaseMisses)
                .column("tokens_used", ColumnType.BIGINT, BotBucketRow::tokensUsed)
                .column("cost_usd", ColumnType.NUMERIC, BotBucketRow::costUsd)
                .column("conversations_started", ColumnType.BIGINT, BotBucketRow::conversationsStarted)
                .column("conversations_ended", ColumnType.BIGINT, BotBucketRow::conversationsEnded)
                .column("conversations_escalated", ColumnType.BIGINT, BotBucketRow::conversationsEscalated)
                .column("active_conversations", ColumnType.BIGINT, BotBucketRow::activeConversations)
                .column("duration_sum_seconds", ColumnType.BIGINT, BotBucketRow::durationSumSeconds)
                .column("duration_histogram", ColumnType.BIGINTS, BotBucketRow::durationHistogram)
                .column("rating_count", ColumnType.BIGINT, BotBucketRow::ratingCount)
                .column("rating_sum", ColumnType.BIGINT, BotBucketRow::ratingSum)
                .column("exact_cost_usd", ColumnType.NUMERIC, BotBucketRow::exactCostUsd);
    }

    public static Table<MessageRow> messages() {
        return Table.<MessageRow>insertedOnce("messages", List.of("organization_id", "conversation_id", "event_id"))
                .column("organization_id", ColumnType.UUID, MessageRow::organizationId)
                .column("conversation_id", ColumnType.UUID, MessageRow::conversationId)
                .column("event_id", ColumnType.UUID, MessageRow::eventId)
                .column("bot_id", ColumnType.UUID, MessageRow::botId)
                .column("direction", ColumnType.TEXT, row -> wireName(row.direction()))
                .column("text", ColumnType.TEXT, MessageRow::text)
                .column("occurred_at", ColumnType.TIMESTAMPTZ, MessageRow::occurredAt)
                .column("response_time_ms", ColumnType.INTEGER, MessageRow::responseTimeMillis)
                .column("outcome", ColumnType.TEXT, row -> wireName(row.outcome()))
                .column("tokens_used", ColumnType.INTEGER, MessageRow::tokensUsed)
                .column("cost_usd", ColumnType.NUMERIC, MessageRow::costUsd)
                .column("knowledge_base", ColumnType.TEXT, row -> wireName(row.knowledgeBase()));
    }

    private static String wireName(Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}
