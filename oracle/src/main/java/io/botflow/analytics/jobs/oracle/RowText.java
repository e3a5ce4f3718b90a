package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.jobs.oracle.Tables.BotBucketKey;
import io.botflow.analytics.jobs.oracle.Tables.BotDayKey;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes rows as column name to text, as PostgreSQL and CSV show them. */
final class RowText {
    /** Not columns of a bucket, but what its sketch must answer. */
    static final Set<String> SKETCH_ANSWERS =
            Set.of("p50_response_time_ms", "p95_response_time_ms", "p99_response_time_ms");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, String> cells = new LinkedHashMap<>();

    private RowText() {}

    private RowText put(String column, Object value) {
        cells.put(column, value == null ? null : value.toString());
        return this;
    }

    private RowText time(String column, Long millis) {
        return put(column, millis == null ? null : time(millis));
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private RowText name(String column, Enum<?> value) {
        return put(column, value == null ? null : value.name().toLowerCase(Locale.ROOT));
    }

    private RowText usd(String column, BigDecimal value) {
        return put(column, value.setScale(6, RoundingMode.HALF_UP).toPlainString());
    }

    private RowText bot(UUID organizationId, UUID botId) {
        return put("organization_id", organizationId).put("bot_id", botId);
    }

    static Map<String, String> conversation(ConversationMetricsRow row) {
        return new RowText()
                .put("conversation_id", row.conversationId())
                .bot(row.organizationId(), row.botId())
                .put("customer_phone", row.customerPhone())
                .time("started_at", row.startedAt())
                .time("ended_at", row.endedAt())
                .put("duration_seconds", row.durationSeconds())
                .put("total_messages", row.totalMessages())
                .put("user_messages", row.userMessages())
                .put("bot_messages", row.botMessages())
                .put("avg_response_time_ms", row.avgResponseTimeMillis())
                .put("p50_response_time_ms", row.p50ResponseTimeMillis())
                .put("p95_response_time_ms", row.p95ResponseTimeMillis())
                .put("p99_response_time_ms", row.p99ResponseTimeMillis())
                .put("slowest_response_ms", row.slowestResponseMillis())
                .put("successful_responses", row.successfulResponses())
                .put("failed_responses", row.failedResponses())
                .put("fallback_responses", row.fallbackResponses())
                .put("handoff_triggered", row.handoffTriggered())
                .put("knowledge_base_hits", row.knowledgeBaseHits())
                .put("knowledge_base_misses", row.knowledgeBaseMisses())
                .put("tokens_used", row.tokensUsed())
                .usd("estimated_cost_usd", row.estimatedCostUsd())
                .name("resolution_status", row.resolutionStatus())
                .put("customer_satisfaction", row.customerSatisfaction())
                .time("last_message_at", row.lastMessageAt())
                .cells;
    }

    static Map<String, String> botDay(BotDayKey key, BotFigures figures) {
        long active = figures.count(BotCount.ACTIVE_CONVERSATIONS);
        long hits = figures.count(BotCount.KNOWLEDGE_BASE_HITS);
        long consulted = hits + figures.count(BotCount.KNOWLEDGE_BASE_MISSES);
        long ended = figures.count(BotCount.CONVERSATIONS_ENDED);
        long ratings = figures.count(BotCount.RATING_COUNT);
        BigDecimal tokens = BigDecimal.valueOf(figures.count(BotCount.TOKENS_USED));
        BigDecimal duration = BigDecimal.valueOf(figures.count(BotCount.DURATION_SUM_SECONDS));
        BigDecimal ratingSum = BigDecimal.valueOf(figures.count(BotCount.RATING_SUM));
        return new RowText()
                .bot(key.organizationId(), key.botId())
                .put("date", key.date())
                .put("total_conversations", figures.count(BotCount.CONVERSATIONS_STARTED))
                .put("total_messages", figures.messages())
                .put("active_conversations", active)
                .put("avg_response_time_ms", figures.averageResponseTime())
                .percentiles("_response_time_ms", figures)
                .put("success_rate", figures.percentage(BotCount.SUCCESS, figures.outcomes()))
                .put("error_rate", figures.percentage(BotCount.FAILURE, figures.outcomes()))
                .put("fallback_rate", figures.percentage(BotCount.FALLBACK, figures.outcomes()))
                .put("handoff_rate", figures.percentage(BotCount.CONVERSATIONS_ESCALATED, active))
                .put("knowledge_base_hit_rate", figures.percentage(BotCount.KNOWLEDGE_BASE_HITS, consulted))
                .put("avg_tokens_per_conversation", BotFigures.ratio(tokens, active, 0))
                .put("total_tokens_used", tokens)
                .usd("total_cost_usd", figures.costUsd())
                .put("exact_cost_usd", figures.costUsd().toPlainString())
                .put("cost_per_conversation_usd", plain(BotFigures.ratio(figures.costUsd(), active, 6)))
                .put("avg_conversation_duration_seconds", BotFigures.ratio(duration, ended, 0))
                .put(
                        "avg_messages_per_conversation",
                        BotFigures.ratio(BigDecimal.valueOf(figures.messages()), active, 2))
                .put("customer_satisfaction_avg", BotFigures.ratio(ratingSum, ratings, 2))
                .put("inbound_messages", figures.count(BotCount.INBOUND))
                .put("outbound_messages", figures.count(BotCount.OUTBOUND))
                .put("successful_responses", figures.count(BotCount.SUCCESS))
                .put("failed_responses", figures.count(BotCount.FAILURE))
                .put("fallback_responses", figures.count(BotCount.FALLBACK))
                .responseTimeSums(figures)
                .put("knowledge_base_hits", hits)
                .put("knowledge_base_misses", figures.count(BotCount.KNOWLEDGE_BASE_MISSES))
                .put("conversations_ended", ended)
                .put("conversations_escalated", figures.count(BotCount.CONVERSATIONS_ESCALATED))
                .put("duration_sum_seconds", duration)
                .put("rating_count", ratings)
                .put("rating_sum", ratingSum)
                .cells;
    }

    static Map<String, String> usage(UsageAnalyticsRow row) {
        return new RowText()
                .put("organization_id", row.organizationId())
                .time("hour", row.hour())
                .put("messages_sent", row.messagesSent())
                .put("messages_received", row.messagesReceived())
                .put("conversations_started", row.conversationsStarted())
                .put("conversations_ended", row.conversationsEnded())
                .put("active_users", row.activeUsers())
                .put("bots_active", row.botsActive())
                .put("most_active_bot_id", row.mostActiveBotId())
                .put("api_calls_made", row.apiCallsMade())
                .put("webhook_calls_received", row.webhookCallsReceived())
                .put("tokens_used", row.tokensUsed())
                .usd("estimated_cost_usd", row.estimatedCostUsd())
                .put("exact_cost_usd", row.exactCostUsd().toPlainString())
                .cells;
    }

    static Map<String, String> bucket(BotBucketKey key, BotFigures figures) {
        var row = new RowText().bot(key.organizationId(), key.botId()).time("bucket_start", key.bucketStart());
        for (BotCount count : BotCount.values()) {
            row.put(count.name().toLowerCase(Locale.ROOT), figures.count(count));
        }
        return row.responseTimeSums(figures)
                .percentiles("_response_time_ms", figures)
                .usd("cost_usd", figures.costUsd())
                .put("exact_cost_usd", figures.costUsd().toPlainString())
                .put(
                        "duration_histogram",
                        figures.durationHistogram().toString().replaceAll("[\\[\\] ]", ""))
                .cells;
    }

    static Map<String, String> responseTimesHourly(BotBucketKey key, BotFigures figures) {
        return new RowText()
                .bot(key.organizationId(), key.botId())
                .time("hour", key.bucketStart())
                .put("inbound", figures.count(BotCount.INBOUND))
                .put("outbound", figures.count(BotCount.OUTBOUND))
                .put("success", figures.count(BotCount.SUCCESS))
                .put("failure", figures.count(BotCount.FAILURE))
                .put("fallback", figures.count(BotCount.FALLBACK))
                .put("count", figures.responseTimes().size())
                .put("avg", figures.averageResponseTime())
                .percentiles("", figures)
                .cells;
    }

    static Map<String, String> message(BotEvent event) {
        boolean sent = event.type() == EventType.MESSAGE_SENT;
        RowText row = new RowText()
                .put("event_id", event.eventId())
                .put("conversation_id", event.conversationId())
                .bot(event.organizationId(), event.botId())
                .put("direction", sent ? "outbound" : "inbound")
                .put("text", event.text())
                .time("occurred_at", event.occurredAt())
                .put(
                        "response_time_ms",
                        event.responseTimeMillis() == BotEvent.ABSENT ? null : event.responseTimeMillis())
                .name("outcome", event.outcome())
                .put("tokens_used", sent ? event.tokensUsed() : null)
                .name("knowledge_base", event.knowledgeBase());
        if (sent) {
            row.usd("cost_usd", BigDecimal.valueOf(event.costNanos(), 9));
        } else {
            row.put("cost_usd", null);
        }
        return row.cells;
    }

    private static String plain(BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }

    private RowText percentiles(String suffix, BotFigures figures) {
        return put("p50" + suffix, figures.percentile(50))
                .put("p95" + suffix, figures.percentile(95))
                .put("p99" + suffix, figures.percentile(99));
    }

    private RowText responseTimeSums(BotFigures figures) {
        return put("response_time_count", figures.responseTimes().size())
                .put("response_time_sum_ms", figures.responseTimeSum());
    }
}
