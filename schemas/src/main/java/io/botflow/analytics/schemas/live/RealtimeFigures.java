package io.botflow.analytics.schemas.live;

import io.botflow.analytics.schemas.figures.Outcomes;
import io.botflow.analytics.schemas.figures.Responses;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of an hour as they are shown; null where there is no data. The one place where their names in
 * Redis are.
 *
 * @param averageResponseTimeMillis rounded half up
 * @param p50Millis half of the response times are not above it; so p95 and p99
 * @param successRate percent of all outcomes, two decimals
 */
public record RealtimeFigures(
        long activeConversations,
        Long averageResponseTimeMillis,
        Long p50Millis,
        Long p95Millis,
        Long p99Millis,
        BigDecimal successRate,
        long messages,
        long successful,
        long failed,
        long fallback,
        long tokens) {
    private static final String ACTIVE_CONVERSATIONS = "active_conversations";
    private static final String AVERAGE = "avg_response_time_ms";
    private static final String P50_FIELD = "p50_response_time_ms";
    private static final String P95_FIELD = "p95_response_time_ms";
    private static final String P99_FIELD = "p99_response_time_ms";
    private static final String SUCCESS_RATE = "success_rate";
    private static final String MESSAGES_PER_HOUR = "messages_per_hour";
    private static final String TOTAL_MESSAGES = "total_messages";
    private static final String SUCCESSFUL = "successful";
    private static final String FAILED = "failed";
    private static final String FALLBACK = "fallback";
    private static final String TOTAL_TOKENS = "total_tokens";

    /** Computes what is shown. */
    public static RealtimeFigures of(RollingFigures counted) {
        Responses responses = responses(counted);
        return new RealtimeFigures(
                counted.activeConversations(),
                responses.averageMillis(),
                responses.p50Millis(),
                responses.p95Millis(),
                responses.p99Millis(),
                new Outcomes(counted.successful(), counted.failed(), counted.fallback()).successRate(),
                counted.messages(),
                counted.successful(),
                counted.failed(),
                counted.fallback(),
                counted.tokens());
    }

    private static Responses responses(RollingFigures counted) {
        return new Responses(counted.responseTimes().count(), counted.responseTimeSumMillis(), counted.responseTimes());
    }

    /**
     * The fields of an organization's hash; those without data are left out.
     *
     * @param prefix before each name: nothing, or {@code previous_}
     */
    public Map<String, String> toOrganizationFields(String prefix) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, prefix + ACTIVE_CONVERSATIONS, activeConversations);
        put(fields, prefix + AVERAGE, averageResponseTimeMillis);
        put(fields, prefix + P50_FIELD, p50Millis);
        put(fields, prefix + P95_FIELD, p95Millis);
        put(fields, prefix + P99_FIELD, p99Millis);
        put(fields, prefix + SUCCESS_RATE, successRate);
        put(fields, prefix + MESSAGES_PER_HOUR, messages);
        put(fields, prefix + TOTAL_MESSAGES, messages);
        put(fields, prefix + SUCCESSFUL, successful);
        put(fields, prefix + FAILED, failed);
        put(fields, prefix + FALLBACK, fallback);
        put(fields, prefix + TOTAL_TOKENS, tokens);
        return fields;
    }

    /**
     * Reads what {@link #toOrganizationFields} wrote.
     *
     * @param prefix before each name: nothing, or {@code previous_}
     * @throws NumberFormatException if a field is not a number
     */
    public static RealtimeFigures fromOrganizationFields(Map<String, String> fields, String prefix) {
        return new RealtimeFigures(
                count(fields.get(prefix + ACTIVE_CONVERSATIONS)),
                millis(fields.get(prefix + AVERAGE)),
                millis(fields.get(prefix + P50_FIELD)),
                millis(fields.get(prefix + P95_FIELD)),
                millis(fields.get(prefix + P99_FIELD)),
                rate(fields.get(prefix + SUCCESS_RATE)),
                count(fields.get(prefix + TOTAL_MESSAGES)),
                count(fields.get(prefix + SUCCESSFUL)),
                count(fields.get(prefix + FAILED)),
                count(fields.get(prefix + FALLBACK)),
                count(fields.get(prefix + TOTAL_TOKENS)));
    }

    private static long count(String field) {
        return field == null ? 0 : Long.parseLong(field);
    }

    private static Long millis(String field) {
        return field == null ? null : Long.valueOf(field);
    }

    private static BigDecimal rate(String field) {
        return field == null ? null : new BigDecimal(field);
    }

    /** The fields of a bot's hash; those without data are left out. */
    public static Map<String, String> botFields(RollingFigures counted) {
        RealtimeFigures figures = of(counted);
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "count", counted.responseTimes().count());
        put(fields, "avg", figures.averageResponseTimeMillis);
        put(fields, "p50", figures.p50Millis);
        put(fields, "p95", figures.p95Millis);
        put(fields, "p99", figures.p99Millis);
        put(fields, SUCCESS_RATE, figures.successRate);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, Object value) {
        if (value != null) {
            fields.put(name, value instanceof BigDecimal rate ? rate.toPlainString() : value.toString());
        }
    }
}
