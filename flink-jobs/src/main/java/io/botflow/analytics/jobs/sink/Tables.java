package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.schemas.row.BotBucketRow;
import io.botflow.analytics.schemas.row.BotPerformanceRow;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.MessageRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tables that jobs write, column by column. */
public final class Tables {
    private static final HexFormat HEX = HexFormat.of();

    private Tables() {}

    public static Table<ConversationMetricsRow> conversationMetrics() {
        return Table.<ConversationMetricsRow>upsertedInParts(
                        "conversation_metrics",
                        List.of("organization_id", "conversation_id"),
                        "started_at",
                        "newest_event_at",
                        List.of("newest_event_at", "event_count", "user_messages", "bot_messages"))
                .column("organization_id", "uuid", ConversationMetricsRow::organizationId)
                .column("conversation_id", "uuid", ConversationMetricsRow::conversationId)
                .column("bot_id", "uuid", ConversationMetricsRow::botId)
                .column("customer_phone", "text", ConversationMetricsRow::customerPhone)
                .column("started_at", "timestamptz", row -> time(row.startedAt()))
                .column("ended_at", "timestamptz", row -> time(row.endedAt()))
                .column("duration_seconds", "bigint", ConversationMetricsRow::durationSeconds)
                .column("total_messages", "bigint", ConversationMetricsRow::totalMessages)
                .column("user_messages", "bigint", ConversationMetricsRow::userMessages)
                .column("bot_messages", "bigint", ConversationMetricsRow::botMessages)
                .column("avg_response_time_ms", "bigint", ConversationMetricsRow::avgResponseTimeMillis)
                .column("p50_response_time_ms", "bigint", ConversationMetricsRow::p50ResponseTimeMillis)
                .column("p95_response_time_ms", "bigint", ConversationMetricsRow::p95ResponseTimeMillis)
                .column("p99_response_time_ms", "bigint", ConversationMetricsRow::p99ResponseTimeMillis)
                .column("slowest_response_ms", "bigint", ConversationMetricsRow::slowestResponseMillis)
                .column("successful_responses", "bigint", ConversationMetricsRow::successfulResponses)
                .column("failed_responses", "bigint", ConversationMetricsRow::failedResponses)
                .column("fallback_responses", "bigint", ConversationMetricsRow::fallbackResponses)
                .column("handoff_triggered", "boolean", ConversationMetricsRow::handoffTriggered)
                .column("knowledge_base_hits", "bigint", ConversationMetricsRow::knowledgeBaseHits)
                .column("knowledge_base_misses", "bigint", ConversationMetricsRow::knowledgeBaseMisses)
                .column("tokens_used", "bigint", ConversationMetricsRow::tokensUsed)
                .column(
                        "estimated_cost_usd",
                        "numeric",
                        row -> row.estimatedCostUsd().toPlainString())
                .column("resolution_status", "text", row -> wireName(row.resolutionStatus()))
                .column("customer_satisfaction", "integer", ConversationMetricsRow::customerSatisfaction)
                .column("last_message_at", "timestamptz", row -> time(row.lastMessageAt()))
                .column("newest_event_at", "timestamptz", row -> time(row.newestEventAt()))
                .column("event_count", "bigint", ConversationMetricsRow::eventCount);
    }

    public static Table<BotPerformanceRow> botPerformanceMetrics() {
        return Table.<BotPerformanceRow>upserted(
                        "bot_performance_metrics",
                        List.of("organization_id", "bot_id", "date"),
                        List.of("inbound_messages", "outbound_messages"))
                .column("organization_id", "uuid", BotPerformanceRow::organizationId)
                .column("bot_id", "uuid", BotPerformanceRow::botId)
                .column("date", "date", BotPerformanceRow::date)
                .column("total_conversations", "bigint", BotPerformanceRow::totalConversations)
                .column("total_messages", "bigint", BotPerformanceRow::totalMessages)
                .column("active_conversations", "bigint", BotPerformanceRow::activeConversations)
                .column("avg_response_time_ms", "bigint", BotPerformanceRow::avgResponseTimeMillis)
                .column("p50_response_time_ms", "bigint", BotPerformanceRow::p50ResponseTimeMillis)
                .column("p95_response_time_ms", "bigint", BotPerformanceRow::p95ResponseTimeMillis)
                .column("p99_response_time_ms", "bigint", BotPerformanceRow::p99ResponseTimeMillis)
                .column("success_rate", "numeric", BotPerformanceRow::successRate)
                .column("error_rate", "numeric", BotPerformanceRow::errorRate)
                .column("fallback_rate", "numeric", BotPerformanceRow::fallbackRate)
                .column("handoff_rate", "numeric", BotPerformanceRow::handoffRate)
                .column("knowledge_base_hit_rate", "numeric", BotPerformanceRow::knowledgeBaseHitRate)
                .column("avg_tokens_per_conversation", "bigint", BotPerformanceRow::avgTokensPerConversation)
                .column("total_tokens_used", "bigint", BotPerformanceRow::totalTokensUsed)
                .column("total_cost_usd", "numeric", row -> row.totalCostUsd().toPlainString())
                .column("cost_per_conversation_usd", "numeric", BotPerformanceRow::costPerConversationUsd)
                .column(
                        "avg_conversation_duration_seconds",
                        "bigint",
                        BotPerformanceRow::avgConversationDurationSeconds)
                .column("avg_messages_per_conversation", "numeric", BotPerformanceRow::avgMessagesPerConversation)
                .column("customer_satisfaction_avg", "numeric", BotPerformanceRow::customerSatisfactionAvg)
                .column("inbound_messages", "bigint", BotPerformanceRow::inboundMessages)
                .column("outbound_messages", "bigint", BotPerformanceRow::outboundMessages)
                .column("successful_responses", "bigint", BotPerformanceRow::successfulResponses)
                .column("failed_responses", "bigint", BotPerformanceRow::failedResponses)
                .column("fallback_responses", "bigint", BotPerformanceRow::fallbackResponses)
                .column("response_time_count", "bigint", BotPerformanceRow::responseTimeCount)
                .column("response_time_sum_ms", "bigint", BotPerformanceRow::responseTimeSumMillis)
                .column("response_times", "bytea", row -> bytes(row.responseTimes()))
                .column("knowledge_base_hits", "bigint", BotPerformanceRow::knowledgeBaseHits)
                .column("knowledge_base_misses", "bigint", BotPerformanceRow::knowledgeBaseMisses)
                .column("conversations_ended", "bigint", BotPerformanceRow::conversationsEnded)
                .column("conversations_escalated", "bigint", BotPerformanceRow::conversationsEscalated)
                .column("duration_sum_seconds", "bigint", BotPerformanceRow::durationSumSeconds)
                .column("rating_count", "bigint", BotPerformanceRow::ratingCount)
                .column("rating_sum", "bigint", BotPerformanceRow::ratingSum)
                .column("exact_cost_usd", "numeric", row -> row.exactCostUsd().toPlainString());
    }

    public static Table<UsageAnalyticsRow> usageAnalytics() {
        return Table.<UsageAnalyticsRow>upserted(
                        "usage_analytics",
                        List.of("organization_id", "hour"),
                        List.of("messages_sent", "messages_received", "api_calls_made", "webhook_calls_received"))
                .column("organization_id", "uuid", UsageAnalyticsRow::organizationId)
                .column("hour", "timestamptz", row -> time(row.hour()))
                .column("messages_sent", "bigint", UsageAnalyticsRow::messagesSent)
                .column("messages_received", "bigint", UsageAnalyticsRow::messagesReceived)
                .column("conversations_started", "bigint", UsageAnalyticsRow::conversationsStarted)
                .column("conversations_ended", "bigint", UsageAnalyticsRow::conversationsEnded)
                .column("active_users", "bigint", UsageAnalyticsRow::activeUsers)
                .column("bots_active", "bigint", UsageAnalyticsRow::botsActive)
                .column("most_active_bot_id", "uuid", UsageAnalyticsRow::mostActiveBotId)
                .column("api_calls_made", "bigint", UsageAnalyticsRow::apiCallsMade)
                .column("webhook_calls_received", "bigint", UsageAnalyticsRow::webhookCallsReceived)
                .column("tokens_used", "bigint", UsageAnalyticsRow::tokensUsed)
                .column(
                        "estimated_cost_usd",
                        "numeric",
                        row -> row.estimatedCostUsd().toPlainString())
                .column("exact_cost_usd", "numeric", row -> row.exactCostUsd().toPlainString());
    }

    /** @param name {@code bot_metrics_1m} or {@code bot_metrics_15m} */
    public static Table<BotBucketRow> botMetrics(String name) {
        return Table.<BotBucketRow>upserted(
                        name, List.of("organization_id", "bot_id", "bucket_start"), List.of("inbound", "outbound"))
                .column("organization_id", "uuid", BotBucketRow::organizationId)
                .column("bot_id", "uuid", BotBucketRow::botId)
                .column("bucket_start", "timestamptz", row -> time(row.bucketStart()))
                .column("inbound", "bigint", BotBucketRow::inbound)
                .column("outbound", "bigint", BotBucketRow::outbound)
                .column("success", "bigint", BotBucketRow::success)
                .column("failure", "bigint", BotBucketRow::failure)
                .column("fallback", "bigint", BotBucketRow::fallback)
                .column("response_time_count", "bigint", BotBucketRow::responseTimeCount)
                .column("response_time_sum_ms", "bigint", BotBucketRow::responseTimeSumMillis)
                .column("response_times", "bytea", row -> bytes(row.responseTimes()))
                .column("knowledge_base_hits", "bigint", BotBucketRow::knowledgeBaseHits)
                .column("knowledge_base_misses", "bigint", BotBucketRow::knowledgeBaseMisses)
                .column("tokens_used", "bigint", BotBucketRow::tokensUsed)
                .column("cost_usd", "numeric", row -> row.costUsd().toPlainString())
                .column("conversations_started", "bigint", BotBucketRow::conversationsStarted)
                .column("conversations_ended", "bigint", BotBucketRow::conversationsEnded)
                .column("conversations_escalated", "bigint", BotBucketRow::conversationsEscalated)
                .column("active_conversations", "bigint", BotBucketRow::activeConversations)
                .column("duration_sum_seconds", "bigint", BotBucketRow::durationSumSeconds)
                .column("duration_histogram", "bigint[]", row -> array(row.durationHistogram()))
                .column("rating_count", "bigint", BotBucketRow::ratingCount)
                .column("rating_sum", "bigint", BotBucketRow::ratingSum)
                .column("exact_cost_usd", "numeric", row -> row.exactCostUsd().toPlainString());
    }

    public static Table<MessageRow> messages() {
        return Table.<MessageRow>insertedOnce("messages", List.of("organization_id", "conversation_id", "event_id"))
                .column("organization_id", "uuid", MessageRow::organizationId)
                .column("conversation_id", "uuid", MessageRow::conversationId)
                .column("event_id", "uuid", MessageRow::eventId)
                .column("bot_id", "uuid", MessageRow::botId)
                .column("direction", "text", row -> wireName(row.direction()))
                .column("text", "text", MessageRow::text)
                .column("occurred_at", "timestamptz", row -> time(row.occurredAt()))
                .column("response_time_ms", "bigint", MessageRow::responseTimeMillis)
                .column("outcome", "text", row -> wireName(row.outcome()))
                .column("tokens_used", "bigint", MessageRow::tokensUsed)
                .column(
                        "cost_usd",
                        "numeric",
                        row -> row.costUsd() == null ? null : row.costUsd().toPlainString())
                .column("knowledge_base", "text", row -> wireName(row.knowledgeBase()));
    }

    static String time(Long epochMillis) {
        return epochMillis == null ? null : Instant.ofEpochMilli(epochMillis).toString();
    }

    private static String wireName(Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    private static String bytes(ResponseTimeSketch sketch) {
        return "\\x" + HEX.formatHex(sketch.toBytes());
    }

    private static String array(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
