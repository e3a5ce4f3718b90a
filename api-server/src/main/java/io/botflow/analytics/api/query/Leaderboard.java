package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Interval;
import io.botflow.analytics.api.range.TimeRange;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The bots of an organization on one UTC date, the best first; those without a value are left out. */
public record Leaderboard(Metric metric, LocalDate date) {
    /** What bots are compared by. */
    public enum Metric {
        MESSAGES("total_messages", "DESC"),
        /** Started that day. */
        CONVERSATIONS("total_conversations", "DESC"),
        /** In percent. */
        SUCCESS_RATE("success_rate", "DESC"),
        /** Of response times, in milliseconds: less is better. */
        P95("p95_response_time_ms", "ASC");

        private final String column;
        private final String direction;

        Metric(String column, String direction) {
            this.column = column;
            this.direction = direction;
        }
    }

    /** Reads the answer: rank, bot_id, name, value of each bot, and which day it is. */
    public Future<JsonObject> read(SqlConnection connection, Tenant tenant) {
        BoundValues values = new BoundValues();
        String sql = "SELECT row_number() OVER (ORDER BY d." + metric.column + " " + metric.direction
                + ", d.bot_id) AS rank, d.bot_id, b.name, d." + metric.column + " AS value"
                + " FROM bot_performance_metrics d"
                + " LEFT JOIN bots b ON b.organization_id = d.organization_id AND b.id = d.bot_id"
                + " WHERE d.organization_id = " + values.uuid(tenant.organizationId()) + " AND d.date = "
                + values.date(date) + " AND d." + metric.column + " IS NOT NULL ORDER BY rank";
        return connection.preparedQuery(sql).execute(values.tuple()).map(rows -> {
            JsonArray board = new JsonArray();
            for (Row row : rows) {
                board.add(Json.ofRow(row));
            }
            TimeRange day = new TimeRange(
                    date.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            return new JsonObject()
                    .put("data", board)
                    .put("meta", Meta.of(day, "UTC", Interval.DAY.text(), tenant.progress()));
        });
    }
}
