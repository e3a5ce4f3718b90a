package io.botflow.analytics.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The five exports, read back and compared row by row. */
final class ExportChecks {
    private final Tenant tenant;
    private final Differences differences;

    ExportChecks(Tenant tenant, Differences differences) {
        this.tenant = tenant;
        this.differences = differences;
    }

    /** Without a cap, in the order asked for. */
    void checkConversations(ConversationFilter filter, String sort) throws Exception {
        List<String> parameters = new ArrayList<>(filter.parameters());
        parameters.addAll(List.of("sort", sort));
        CsvTable table = tenant.api().csv("api/export/conversations.csv", parameters);
        String where = tenant + " conversations.csv " + parameters;
        Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
        for (ConversationMetricsRow row : filter.apply(tenant)) {
            expected.put(row.conversationId().toString(), ExpectedRows.conversation(row));
        }
        checkRows(where, expected, List.of("conversation_id"), table);
        new ConversationChecks(tenant, differences)
                .checkOrder(
                        where,
                        sort,
                        table.rows().stream()
                                .map(row -> row.get(sort.replace("-", "")))
                                .toList());
    }

    /** Messages of a range, of bots, of a conversation, or of conversations that have a status. */
    void checkMessages(Span range, List<UUID> bots, UUID conversation, String status) throws Exception {
        List<String> parameters = new ArrayList<>(
                List.of("from", range.from().toString(), "to", range.to().toString()));
        bots.forEach(bot -> parameters.addAll(List.of("bot_id", bot.toString())));
        if (conversation != null) {
            parameters.addAll(List.of("conversation_id", conversation.toString()));
        }
        if (status != null) {
            parameters.addAll(List.of("status", status));
        }
        Map<UUID, String> statuses = tenant.conversations().stream()
                .collect(Collectors.toMap(ConversationMetricsRow::conversationId, ExpectedRows::status));
        Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
        for (BotEvent message : tenant.messages()) {
            Instant at = Instant.ofEpochMilli(message.occurredAt());
            if (!at.isBefore(range.from())
                    && at.isBefore(range.to())
                    && (bots.isEmpty() || bots.contains(message.botId()))
                    && (conversation == null || conversation.equals(message.conversationId()))
                    && (status == null || status.equals(statuses.get(message.conversationId())))) {
                expected.put(message.conversationId() + " " + message.eventId(), ExpectedRows.message(message));
            }
        }
        checkRows(
                tenant + " messages.csv " + parameters,
                expected,
                List.of("conversation_id", "event_id"),
                tenant.api().csv("api/export/messages.csv", parameters));
    }

    void checkBotPerformance(LocalDate first, LocalDate last, List<UUID> bots) throws Exception {
        List<String> parameters = new ArrayList<>(List.of("start_date", first.toString(), "end_date", last.toString()));
        bots.forEach(bot -> parameters.addAll(List.of("bot_id", bot.toString())));
        Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
        for (UUID bot : bots.isEmpty() ? tenant.bots() : bots) {
            for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
                Figures figures = tenant.timeline().between(date, date, List.of(bot));
                if (!figures.facts().isEmpty()) {
                    expected.put(bot + " " + date, ExpectedRows.botDay(tenant, bot, date, figures));
                }
            }
        }
        checkRows(
                tenant + " bot-performance.csv " + parameters,
                expected,
                List.of("bot_id", "date"),
                tenant.api().csv("api/export/bot-performance.csv", parameters));
    }

    void checkUsage(Span asked) throws Exception {
        Span used = asked.hours();
        Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
        for (Instant hour = used.from(); hour.isBefore(used.to()); hour = hour.plus(Duration.ofHours(1))) {
            expected.put(Differences.time(hour), ExpectedRows.usage(tenant, hour));
        }
        checkRows(
                tenant + " usage.csv " + asked,
                expected,
                List.of("hour"),
                tenant.api()
                        .csv(
                                "api/export/usage.csv",
                                "from",
                                asked.from().toString(),
                                "to",
                                asked.to().toString()));
    }

    void checkResponseTimes(Span asked, Instant asOf, String tz, String interval, List<UUID> bots) throws Exception {
        Span used = asked.used(asOf);
        List<Instant> starts = used.starts(interval, ZoneId.of(tz));
        Map<String, Map<String, Object>> expected = new LinkedHashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            Span part = used.part(starts, i);
            Figures figures = tenant.timeline().between(part.from(), part.to(), bots);
            Map<String, Object> cells = new LinkedHashMap<>();
            cells.put("time", starts.get(i));
            cells.put("p50", figures.percentile(50));
            cells.put("p95", figures.percentile(95));
            cells.put("p99", figures.percentile(99));
            cells.put("avg", figures.averageResponseTime());
            cells.put("count", figures.responses());
            expected.put(Differences.time(starts.get(i)), cells);
        }
        List<String> parameters = ChartChecks.parameters(asked, tz, interval, bots);
        checkRows(
                tenant + " response-times.csv " + parameters,
                expected,
                List.of("time"),
                tenant.api().csv("api/export/response-times.csv", parameters));
    }

    /** A list, its export and the messages of its conversations are about the same rows. */
    void checkDefaults(Instant end) throws Exception {
        String from = end.minus(Duration.ofHours(20)).toString();
        List<String> list = new ArrayList<>();
        tenant.api()
                .json("api/conversations", "from", from, "limit", "500")
                .path("data")
                .forEach(row -> list.add(row.path("conversation_id").asText()));
        List<String> exported = tenant.api().csv("api/export/conversations.csv", "from", from).rows().stream()
                .map(row -> row.get("conversation_id"))
                .toList();
        differences.same(tenant + " conversations.csv as the list", list, exported);
        JsonNode usage = tenant.api().json("api/analytics/usage", "from", from);
        CsvTable hours = tenant.api().csv("api/export/usage.csv", "from", from);
        differences.same(
                tenant + " usage.csv as the answer",
                usage.path("data").size(),
                hours.rows().size());
        CsvTable days = tenant.api().csv("api/export/bot-performance.csv", "from", from, "to", end.toString());
        CsvTable whole = tenant.api()
                .csv(
                        "api/export/bot-performance.csv",
                        "start_date",
                        from.substring(0, 10),
                        "end_date",
                        end.minusMillis(1).toString().substring(0, 10));
        differences.same(tenant + " bot-performance.csv of the days touched", whole, days);
    }

    private void checkRows(String where, Map<String, Map<String, Object>> expected, List<String> key, CsvTable table) {
        expected.values().stream()
                .findFirst()
                .ifPresent(row -> differences.same(where + " header", List.copyOf(row.keySet()), table.header()));
        differences.same(where + " rows", expected.size(), table.rows().size());
        Map<String, Map<String, Object>> missing = new HashMap<>(expected);
        for (Map<String, String> row : table.rows()) {
            String id = key.stream().map(row::get).collect(Collectors.joining(" "));
            Map<String, Object> wanted = missing.remove(id);
            if (wanted == null) {
                differences.require(false, where + ": not asked for, or twice: " + row);
            } else {
                differences.cells(where + " " + id, wanted, row);
            }
        }
        differences.require(missing.isEmpty(), where + ": left out: " + missing.keySet());
    }
}
