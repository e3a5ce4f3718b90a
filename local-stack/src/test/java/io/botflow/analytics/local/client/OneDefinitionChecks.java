package io.botflow.analytics.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The same figure must be the same number wherever it is shown. */
final class OneDefinitionChecks {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Tenant tenant;
    private final String jdbcUrl;
    private final Differences differences;

    OneDefinitionChecks(Tenant tenant, String jdbcUrl, Differences differences) {
        this.tenant = tenant;
        this.jdbcUrl = jdbcUrl;
        this.differences = differences;
    }

    /** A bot's day: chart, table, leaderboard, list, exports and SQL function. */
    void checkBotDay(UUID bot, LocalDate date) throws Exception {
        JsonNode day = performance(bot, date);
        String[] chart = {
            "from",
            date + "T00:00:00Z",
            "to",
            date.plusDays(1) + "T00:00:00Z",
            "tz",
            "UTC",
            "interval",
            "day",
            "bot_id",
            bot.toString()
        };
        Map<String, Object> shown = new LinkedHashMap<>();
        JsonNode responses =
                tenant.api().json("api/analytics/response-times", chart).at("/data/0");
        shown.put("avg_response_time_ms chart", responses.get("avg"));
        shown.put("p50_response_time_ms chart", responses.get("p50"));
        shown.put("p95_response_time_ms chart", responses.get("p95"));
        shown.put("p99_response_time_ms chart", responses.get("p99"));
        JsonNode volume =
                tenant.api().json("api/analytics/message-volume", chart).at("/data/0");
        shown.put(
                "total_messages chart",
                volume.get("inbound").longValue() + volume.get("outbound").longValue());
        JsonNode rates = tenant.api().json("api/analytics/success-rate", chart).at("/data/0");
        for (String rate : List.of("success_rate", "error_rate", "fallback_rate", "handoff_rate")) {
            shown.put(rate + " chart", rates.get(rate));
        }
        JsonNode durations = tenant.api().json("api/analytics/conversation-duration", chart);
        shown.put("avg_conversation_duration_seconds chart", durations.at("/data/0/avg"));
        long ended = 0;
        for (JsonNode bin : durations.path("histogram")) {
            ended += bin.path("count").longValue();
        }
        differences.same(
                where(bot, date, "histogram"),
                ended,
                durations.at("/data/0/count").longValue());
        putLeaderboards(shown, bot, date);
        putExports(shown, bot, date);
        putSummary(shown, bot, date);
        shown.forEach((name, value) -> {
            String column = name.substring(0, name.indexOf(' '));
            differences.require(
                    same(day.get(column), value),
                    where(bot, date, name) + ": " + value + ", but in the table " + day.get(column));
        });
    }

    private JsonNode performance(UUID bot, LocalDate date) throws Exception {
        JsonNode answer = tenant.api()
                .json(
                        "api/analytics/bots/" + bot + "/performance",
                        "start_date",
                        date.toString(),
                        "end_date",
                        date.toString());
        JsonNode day = answer.at("/days/0");
        answer.path("summary").properties().forEach(member -> {
            if (day.has(member.getKey()) && !member.getKey().equals("date")) {
                differences.require(
                        same(day.get(member.getKey()), member.getValue()),
                        where(bot, date, "summary " + member) + ": " + day.get(member.getKey()));
            }
        });
        return day;
    }

    private void putLeaderboards(Map<String, Object> shown, UUID bot, LocalDate date) throws Exception {
        Map<String, String> columns = Map.of(
                "messages", "total_messages",
                "conversations", "total_conversations",
                "success_rate", "success_rate",
                "p95", "p95_response_time_ms");
        for (Map.Entry<String, String> metric : columns.entrySet()) {
            for (JsonNode row : tenant.api()
                    .json("api/analytics/leaderboard", "metric", metric.getKey(), "date", date.toString())
                    .path("data")) {
                if (row.path("bot_id").asText().equals(bot.toString())) {
                    shown.put(metric.getValue() + " leaderboard", row.get("value"));
                }
            }
        }
    }

    private void putExports(Map<String, Object> shown, UUID bot, LocalDate date) throws Exception {
        String[] range = {
            "from", date + "T00:00:00Z", "to", date.plusDays(1) + "T00:00:00Z", "bot_id", bot.toString(),
        };
        shown.put(
                "total_messages messages.csv",
                tenant.api().csv("api/export/messages.csv", range).rows().size());
        shown.put(
                "total_conversations conversations.csv",
                tenant.api().csv("api/export/conversations.csv", range).rows().size());
        shown.put(
                "total_conversations list",
                tenant.api()
                        .json("api/conversations", "from", range[1], "to", range[3], "bot_id", range[5], "limit", "500")
                        .path("data")
                        .size());
        Map<String, String> row = tenant.api()
                .csv(
                        "api/export/bot-performance.csv",
                        "start_date",
                        date.toString(),
                        "end_date",
                        date.toString(),
                        "bot_id",
                        bot.toString())
                .rows()
                .get(0);
        row.forEach((column, cell) -> {
            if (!List.of("bot_id", "organization_id", "date").contains(column)) {
                shown.put(column + " bot-performance.csv", cell == null ? null : new BigDecimal(cell));
            }
        });
    }

    private void putSummary(Map<String, Object> shown, UUID bot, LocalDate date) throws Exception {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM get_bot_performance_summary(?, ?, ?, ?)")) {
            statement.setObject(1, bot);
            statement.setObject(2, date);
            statement.setObject(3, date);
            statement.setObject(4, tenant.id());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    shown.put(found.getMetaData().getColumnName(column) + " SQL", found.getBigDecimal(column));
                }
            }
        }
    }

    /** The organization's messages and costs of a day: by hour, by bot and in the export. */
    void checkOrganizationDay(LocalDate date) throws Exception {
        String[] range = {"from", date + "T00:00:00Z", "to", date.plusDays(1) + "T00:00:00Z"};
        long messages = 0;
        long started = 0;
        long tokens = 0;
        for (JsonNode hour : tenant.api().json("api/analytics/usage", range).path("data")) {
            messages += hour.path("messages_sent").longValue()
                    + hour.path("messages_received").longValue();
            started += hour.path("conversations_started").longValue();
            tokens += hour.path("tokens_used").longValue();
        }
        long botMessages = 0;
        long botStarted = 0;
        long botTokens = 0;
        for (UUID bot : tenant.bots()) {
            JsonNode summary = tenant.api()
                    .json(
                            "api/analytics/bots/" + bot + "/performance",
                            "start_date",
                            date.toString(),
                            "end_date",
                            date.toString())
                    .path("summary");
            botMessages += summary.path("total_messages").longValue();
            botStarted += summary.path("total_conversations").longValue();
            botTokens += summary.path("total_tokens_used").longValue();
        }
        String where = tenant + " " + date;
        differences.same(where + " messages by bot", messages, botMessages);
        differences.same(where + " starts by bot", started, botStarted);
        differences.same(where + " tokens by bot", tokens, botTokens);
        differences.same(where + " messages.csv", messages, (long)
                tenant.api().csv("api/export/messages.csv", range).rows().size());
    }

    /** The cards and the charts of the same 60 minutes. */
    void checkLastHour() throws Exception {
        JsonNode cards = tenant.api().json("api/analytics/realtime");
        Instant end = Span.down(ApiClient.instant(cards.path("as_of")), MINUTE).plus(MINUTE);
        String[] range = {
            "from", end.minus(Duration.ofHours(1)).toString(), "to", end.toString(), "tz", "UTC", "interval", "day"
        };
        if (end.minusMillis(1)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .isAfter(end.minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC).toLocalDate())) {
            return;
        }
        JsonNode responses =
                tenant.api().json("api/analytics/response-times", range).at("/data/0");
        JsonNode volume =
                tenant.api().json("api/analytics/message-volume", range).at("/data/0");
        JsonNode rates = tenant.api().json("api/analytics/success-rate", range).at("/data/0");
        String where = tenant + " last hour ";
        for (String percentile : List.of("p50", "p95", "p99")) {
            differences.require(
                    same(cards.get(percentile), responses.get(percentile)),
                    where + percentile + ": " + cards.get(percentile) + ", chart " + responses);
        }
        differences.require(
                same(cards.get("avgResponseTime"), responses.get("avg")), where + "avg: " + cards + responses);
        differences.require(
                same(cards.get("successRate"), rates.get("success_rate")), where + "success: " + cards + rates);
        differences.require(
                same(
                        cards.get("messagesPerHour"),
                        volume.path("inbound").longValue()
                                + volume.path("outbound").longValue()),
                where + "messages: " + cards + volume);
    }

    /** A conversation: the list's row and the SQL function over its messages. */
    void checkPercentiles(UUID conversation) throws Exception {
        JsonNode row = tenant.api().json("api/conversations/" + conversation);
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT * FROM calculate_response_time_percentiles(?, ?)")) {
            statement.setObject(1, conversation);
            statement.setObject(2, tenant.id());
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                for (String percentile : List.of("p50", "p95", "p99")) {
                    JsonNode shown = row.get(percentile + "_response_time_ms");
                    differences.require(
                            same(shown, found.getBigDecimal(percentile)),
                            tenant + " " + conversation + " " + percentile + ": " + shown);
                }
            }
        }
    }

    private String where(UUID bot, LocalDate date, String what) {
        return tenant + " " + bot + " " + date + " " + what;
    }

    private static boolean same(Object left, Object right) {
        BigDecimal one = number(left);
        BigDecimal other = number(right);
        return one == null || other == null ? one == null && other == null : one.compareTo(other) == 0;
    }

    private static BigDecimal number(Object value) {
        if (value == null || value instanceof JsonNode node && node.isNull()) {
            return null;
        }
        return value instanceof JsonNode node && node.isNumber()
                ? node.decimalValue()
                : value instanceof JsonNode ? BigDecimal.ONE.negate() : new BigDecimal(value.toString());
    }
}
