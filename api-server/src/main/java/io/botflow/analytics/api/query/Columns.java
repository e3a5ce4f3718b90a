package io.botflow.analytics.api.query;

import java.util.List;

/** The columns of the tables as clients get them, in the order of the contract. */
public final class Columns {
    public static final List<String> CONVERSATION = List.of(
            "conversation_id",
            "bot_id",
            "organization_id",
            "customer_phone",
            "started_at",
            "ended_at",
            "duration_seconds",
            "total_messages",
            "user_messages",
            "bot_messages",
            "avg_response_time_ms",
            "p50_response_time_ms",
            "p95_response_time_ms",
            "p99_response_time_ms",
            "slowest_response_ms",
            "successful_responses",
            "failed_responses",
            "fallback_responses",
            "handoff_triggered",
            "knowledge_base_hits",
            "knowledge_base_misses",
            "tokens_used",
            "estimated_cost_usd",
            "resolution_status",
            "customer_satisfaction",
            "last_message_at");

    public static final List<String> BOT_PERFORMANCE = List.of(
            "bot_id",
            "organization_id",
            "date",
            "total_conversations",
            "total_messages",
            "active_conversations",
            "avg_response_time_ms",
            "p50_response_time_ms",
            "p95_response_time_ms",
            "p99_response_time_ms",
            "success_rate",
            "error_rate",
            "fallback_rate",
            "handoff_rate",
            "knowledge_base_hit_rate",
            "avg_tokens_per_conversation",
            "total_tokens_used",
            "total_cost_usd",
            "cost_per_conversation_usd",
            "avg_conversation_duration_seconds",
            "avg_messages_per_conversation",
            "customer_satisfaction_avg");

    public static final List<String> USAGE = List.of(
            "organization_id",
            "hour",
            "messages_sent",
            "messages_received",
            "conversations_started",
            "conversations_ended",
            "active_users",
            "bots_active",
            "most_active_bot_id",
            "api_calls_made",
            "webhook_calls_received",
            "tokens_used",
            "estimated_cost_usd");

    public static final List<String> MESSAGE = List.of(
            "event_id",
            "conversation_id",
            "organization_id",
            "bot_id",
            "direction",
            "text",
            "occurred_at",
            "response_time_ms",
            "outcome",
            "tokens_used",
            "cost_usd",
            "knowledge_base");

    private Columns() {}

    /** For the text of a statement. */
    static String list(List<String> columns) {
        return String.join(", ", columns);
    }
}
