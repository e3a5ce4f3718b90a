package io.botflow.analytics.api.realtime;

import io.botflow.analytics.schemas.live.RealtimeFigures;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of {@code /api/analytics/realtime}. */
final class RealtimeAnswer {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int DECIMALS = 2;

    private RealtimeAnswer() {}

    /**
     * @param current the last 60 minutes
     * @param previous the 60 minutes before those
     * @param asOf the end of the 60 minutes; null if there is no event yet
     */
    static JsonObject of(RealtimeFigures current, RealtimeFigures previous, Today today, String asOf) {
        JsonObject answer = new JsonObject();
        JsonObject trend = new JsonObject();
        Map<String, BigDecimal> before = named(previous);
        named(current).forEach((name, value) -> {
            answer.put(name, value);
            trend.put(name, changePercent(value, before.get(name)));
        });
        return answer.put("trend", trend)
                .put(
                        "today",
                        new JsonObject()
                                .put("conversations", today.conversations())
                                .put("messages", today.messages())
                                .put("active_bots", today.activeBots()))
                .put("as_of", asOf);
    }

    private static Map<String, BigDecimal> named(RealtimeFigures figures) {
        Map<String, BigDecimal> named = new LinkedHashMap<>();
        named.put("activeConversations", BigDecimal.valueOf(figures.activeConversations()));
        named.put("avgResponseTime", number(figures.averageResponseTimeMillis()));
        named.put("successRate", figures.successRate());
        named.put("messagesPerHour", BigDecimal.valueOf(figures.messages()));
        named.put("p50", number(figures.p50Millis()));
        named.put("p95", number(figures.p95Millis()));
        named.put("p99", number(figures.p99Millis()));
        return named;
    }

    private static BigDecimal number(Long value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    /** Null when there is nothing to compare, or nothing to compare with. */
    private static BigDecimal changePercent(BigDecimal value, BigDecimal before) {
        if (value == null || before == null || before.signum() == 0) {
            return null;
        }
        return value.subtract(before).multiply(HUNDRED).divide(before, DECIMALS, RoundingMode.HALF_UP);
    }
}
