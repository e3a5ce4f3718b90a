package io.botflow.analytics.api.query;

import io.botflow.analytics.api.csv.CopyStatement;
import io.botflow.analytics.schemas.figures.BotTotals;
import io.botflow.analytics.schemas.figures.Outcomes;
import io.botflow.analytics.schemas.figures.Responses;
import io.botflow.analytics.schemas.row.BotPerformanceRow;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/** Bots' days, and what they add up to. */
public record BotPerformance(UUID organizationId, Set<UUID> botIds, LocalDate firstDate, LocalDate lastDate) {
    private static final String SUMS = """
            SELECT
                coalesce(sum(total_conversations), 0)::bigint AS started,
                coalesce(sum(active_conversations), 0)::bigint AS active,
                coalesce(sum(conversations_ended), 0)::bigint AS ended,
                coalesce(sum(conversations_escalated), 0)::bigint AS escalated,
                coalesce(sum(inbound_messages), 0)::bigint AS inbound,
                coalesce(sum(outbound_messages), 0)::bigint AS outbound,
                coalesce(sum(successful_responses), 0)::bigint AS success,
                coalesce(sum(failed_responses), 0)::bigint AS failure,
                coalesce(sum(fallback_responses), 0)::bigint AS fallback,
                coalesce(sum(response_time_count), 0)::bigint AS response_count,
                coalesce(sum(response_time_sum_ms), 0)::bigint AS response_sum,
                array_agg(response_times) AS response_times,
                coalesce(sum(knowledge_base_hits), 0)::bigint AS hits,
                coalesce(sum(knowledge_base_misses), 0)::bigint AS misses,
                coalesce(sum(total_tokens_used), 0)::bigint AS tokens,
                coalesce(sum(coalesce(exact_cost_usd, total_cost_usd)), 0) AS cost,
                coalesce(sum(duration_sum_seconds), 0)::bigint AS duration_sum,
                coalesce(sum(rating_count), 0)::bigint AS rating_count,
                coalesce(sum(rating_sum), 0)::bigint AS rating_sum
            """;

    /** Reads the answer for one bot: summary and days, the oldest first. */
    public Future<JsonObject> read(SqlConnection connection) {
        BoundValues sumValues = new BoundValues();
        BoundValues dayValues = new BoundValues();
        String sums = SUMS + from(sumValues);
        String days = "SELECT " + Columns.list(Columns.BOT_PERFORMANCE) + from(dayValues) + " ORDER BY date";
        return connection
                .preparedQuery(sums)
                .execute(sumValues.tuple())
                .compose(summed -> connection
                        .preparedQuery(days)
                        .execute(dayValues.tuple())
                        .map(rows -> {
                            JsonArray data = new JsonArray();
                            rows.forEach(row -> data.add(Json.ofRow(row)));
                            return new JsonObject()
                                    .put("summary", summary(summed.iterator().next()))
                                    .put("days", data);
                        }));
    }

    /** The days of all these bots, for an export. */
    public CopyStatement export() {
        SettingValues values = new SettingValues();
        return new CopyStatement(
                "SELECT " + Columns.list(Columns.BOT_PERFORMANCE) + from(values) + " ORDER BY date, bot_id",
                values.settings());
    }

    private String from(Values values) {
        String from = " FROM bot_performance_metrics WHERE organization_id = " + values.uuid(organizationId)
                + " AND date >= " + values.date(firstDate) + " AND date <= " + values.date(lastDate);
        return botIds.isEmpty() ? from : from + " AND bot_id = ANY (" + values.uuids(botIds) + ")";
    }

    private JsonObject summary(Row sums) {
        BotTotals totals = new BotTotals(
                sums.getLong("started"),
                sums.getLong("active"),
                sums.getLong("ended"),
                sums.getLong("escalated"),
                sums.getLong("inbound"),
                sums.getLong("outbound"),
                new Outcomes(sums.getLong("success"), sums.getLong("failure"), sums.getLong("fallback")),
                new Responses(
                        sums.getLong("response_count"),
                        sums.getLong("response_sum"),
                        Sketches.merged(sums.getArrayOfBuffers("response_times"))),
                sums.getLong("hits"),
                sums.getLong("misses"),
                sums.getLong("tokens"),
                sums.getBigDecimal("cost"),
                sums.getLong("duration_sum"),
                sums.getLong("rating_count"),
                sums.getLong("rating_sum"));
        UUID onlyBot = botIds.size() == 1 ? botIds.iterator().next() : null;
        return json(BotPerformanceRow.of(organizationId, onlyBot, null, totals));
    }

    /** Under the names and in the order of {@link Columns#BOT_PERFORMANCE}. */
    private static JsonObject json(BotPerformanceRow row) {
        return new JsonObject()
                .put("bot_id", row.botId() == null ? null : row.botId().toString())
                .put("organization_id", row.organizationId().toString())
                .putNull("date")
                .put("total_conversations", row.totalConversations())
                .put("total_messages", row.totalMessages())
                .put("active_conversations", row.activeConversations())
                .put("avg_response_time_ms", row.avgResponseTimeMillis())
                .put("p50_response_time_ms", row.p50ResponseTimeMillis())
                .put("p95_response_time_ms", row.p95ResponseTimeMillis())
                .put("p99_response_time_ms", row.p99ResponseTimeMillis())
                .put("success_rate", row.successRate())
                .put("error_rate", row.errorRate())
                .put("fallback_rate", row.fallbackRate())
                .put("handoff_rate", row.handoffRate())
                .put("knowledge_base_hit_rate", row.knowledgeBaseHitRate())
                .put("avg_tokens_per_conversation", row.avgTokensPerConversation())
                .put("total_tokens_used", row.totalTokensUsed())
                .put("total_cost_usd", row.totalCostUsd())
                .put("cost_per_conversation_usd", row.costPerConversationUsd())
                .put("avg_conversation_duration_seconds", row.avgConversationDurationSeconds())
                .put("avg_messages_per_conversation", row.avgMessagesPerConversation())
                .put("customer_satisfaction_avg", row.customerSatisfactionAvg());
    }
}
