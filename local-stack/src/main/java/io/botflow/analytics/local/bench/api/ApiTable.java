package io.botflow.analytics.local.bench.api;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** One line for each endpoint: what the API takes, and beside it what its statements alone take. */
final class ApiTable {
    static final String HEADER = String.format(
            Locale.ROOT,
            "%-34s %8s %8s %8s %8s %6s | %8s %8s %8s %8s",
            "milliseconds",
            "req/s",
            "p50",
            "p99",
            "max",
            "errors",
            "sql/s",
            "p50",
            "p99",
            "max");

    private static final String NONE = "-";

    private ApiTable() {}

    /** The line of an endpoint; without SQL where that was not measured. */
    static String line(String name, JsonObject numbers) {
        JsonObject sql = numbers.getJsonObject("sql", new JsonObject());
        return String.format(
                Locale.ROOT,
                "%-34s %8s %8s %8s %8s %6s | %8s %8s %8s %8s",
                name,
                numbers.getValue("requests_per_second", NONE),
                millis(numbers, "p50_ms"),
                millis(numbers, "p99_ms"),
                millis(numbers, "max_ms"),
                numbers.getValue("errors"),
                sql.getValue("requests_per_second", NONE),
                millis(sql, "p50_ms"),
                millis(sql, "p99_ms"),
                millis(sql, "max_ms"));
    }

    private static String millis(JsonObject numbers, String name) {
        Double value = numbers.getDouble(name);
        return value == null ? NONE : String.format(Locale.ROOT, "%.2f", value);
    }
}
