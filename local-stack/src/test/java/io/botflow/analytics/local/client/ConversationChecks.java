package io.botflow.analytics.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists of conversations, one conversation, and what was said in it. */
final class ConversationChecks {
    /** No parameter asks for this order; it is what the list has without one. */
    private static final String DEFAULT_SORT = "-started_at";

    private static final int DEFAULT_LIMIT = 50;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

    private final Tenant tenant;
    private final Differences differences;

    ConversationChecks(Tenant tenant, Differences differences) {
        this.tenant = tenant;
        this.differences = differences;
    }

    /**
     * Goes through all pages of a list.
     *
     * @param sort null for the default
     */
    void checkList(ConversationFilter filter, String sort, int limit) throws Exception {
        List<String> parameters = new ArrayList<>(filter.parameters());
        if (sort != null) {
            parameters.addAll(List.of("sort", sort));
        }
        parameters.addAll(List.of("limit", Integer.toString(limit)));
        String where = tenant + " conversations " + parameters;
        List<ConversationMetricsRow> expected = filter.apply(tenant);
        List<JsonNode> rows = pages("api/conversations", where, parameters, limit, expected.size());
        checkRows(where, expected, rows);
        checkOrder(
                where,
                sort == null ? DEFAULT_SORT : sort,
                rows.stream().map(row -> sortValue(sort, row)).toList());
    }

    private void checkRows(String where, List<ConversationMetricsRow> expected, List<JsonNode> rows) {
        differences.same(where + " rows", expected.size(), rows.size());
        Map<String, ConversationMetricsRow> missing = expected.stream()
                .collect(Collectors.toMap(row -> row.conversationId().toString(), Function.identity()));
        for (JsonNode row : rows) {
            String id = row.path("conversation_id").asText();
            ConversationMetricsRow wanted = missing.remove(id);
            if (wanted == null) {
                differences.require(false, where + ": not asked for, or twice: " + row);
            } else {
                differences.object(where + " " + id, withStatus(wanted), row);
            }
        }
        differences.require(missing.isEmpty(), where + ": left out: " + missing.keySet());
    }

    private static Map<String, Object> withStatus(ConversationMetricsRow row) {
        Map<String, Object> cells = new LinkedHashMap<>(ExpectedRows.conversation(row));
        cells.put("status", ExpectedRows.status(row));
        return cells;
    }

    private static String sortValue(String sort, JsonNode row) {
        JsonNode value = row.path((sort == null ? DEFAULT_SORT : sort).replace("-", ""));
        return value.isNull() ? null : value.asText();
    }

    /** Rows are in order, those without a value at the end. */
    void checkOrder(String where, String sort, List<String> values) {
        boolean times = sort.endsWith("started_at");
        Comparator<String> ascending = times ? Comparator.naturalOrder() : Comparator.comparingLong(Long::parseLong);
        Comparator<String> order = Comparator.nullsLast(sort.startsWith("-") ? ascending.reversed() : ascending);
        for (int i = 1; i < values.size(); i++) {
            differences.require(
                    order.compare(values.get(i - 1), values.get(i)) <= 0,
                    where + ": " + values.get(i - 1) + " before " + values.get(i));
        }
    }

    /** All rows of all pages, each of which must be full but the last. */
    private List<JsonNode> pages(String path, String where, List<String> parameters, int limit, int expected)
            throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = null;
        do {
            List<String> page = new ArrayList<>(parameters);
            if (cursor != null) {
                page.addAll(List.of("cursor", cursor));
            }
            JsonNode answer = tenant.api().json(path, page);
            answer.path("data").forEach(rows::add);
            JsonNode next = answer.get("next_cursor");
            differences.require(next != null, where + ": without next_cursor");
            cursor = next == null || next.isNull() ? null : next.asText();
            if (cursor != null) {
                differences.same(where + " page", limit, answer.path("data").size());
            }
        } while (cursor != null && rows.size() <= expected);
        return rows;
    }

    /** Without parameters the last 24 hours are meant. */
    void checkDefaults(Instant end) throws Exception {
        String where = tenant + " conversations of the last day";
        List<JsonNode> rows = pages("api/conversations", where, List.of(), DEFAULT_LIMIT, Integer.MAX_VALUE);
        Instant now = Instant.now();
        // What starts while time goes on may be there or not.
        List<ConversationMetricsRow> surely =
                ConversationFilter.in(new Span(now.minus(DAY), end.plus(DAY))).apply(tenant);
        List<ConversationMetricsRow> perhaps = ConversationFilter.in(
                        new Span(now.minus(DAY).minus(LONGEST_ANSWER), end.plus(DAY)))
                .apply(tenant);
        List<String> shown =
                rows.stream().map(row -> row.path("conversation_id").asText()).toList();
        differences.require(shown.containsAll(ids(surely)), where + ": " + shown);
        differences.require(ids(perhaps).containsAll(shown), where + ": " + shown);
        JsonNode period = tenant.api().json("api/conversations", "period", "24h", "limit", "500");
        differences.same(where + " by period", rows.size(), period.path("data").size());
    }

    private static List<String> ids(List<ConversationMetricsRow> rows) {
        return rows.stream().map(row -> row.conversationId().toString()).toList();
    }

    /** One conversation alone, and its messages by pages. */
    void checkConversation(ConversationMetricsRow expected, int limit) throws Exception {
        UUID id = expected.conversationId();
        String where = tenant + " conversation " + id;
        differences.object(where, withStatus(expected), tenant.api().json("api/conversations/" + id));
        List<BotEvent> messages = tenant.messages().stream()
                .filter(message -> message.conversationId().equals(id))
                .toList();
        List<JsonNode> rows = pages(
                "api/conversations/" + id + "/messages",
                where + " messages",
                List.of("limit", Integer.toString(limit)),
                limit,
                messages.size());
        differences.same(where + " messages", messages.size(), rows.size());
        for (int i = 0; i < Math.min(messages.size(), rows.size()); i++) {
            differences.object(where + " message " + i, ExpectedRows.message(messages.get(i)), rows.get(i));
        }
    }

    /** What has no row is not there. */
    void checkNone(UUID id) throws Exception {
        differences.require(tenant.api().problem(404, "api/conversations/" + id).isObject(), "conversation " + id);
        differences.require(
                tenant.api()
                        .problem(404, "api/conversations/" + id + "/messages")
                        .isObject(),
                "messages of " + id);
    }
}
