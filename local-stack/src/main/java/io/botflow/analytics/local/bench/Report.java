package io.botflow.analytics.local.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** All that was measured: a table for a person, a file for a program. */
public final class Report {
    private static final String MISSING = "frames_missing_without_gap";

    private final JsonObject scenarios = new JsonObject();

    /** Adds what one scenario has measured. */
    public void add(String scenario, JsonObject numbers) {
        scenarios.put(scenario, numbers);
    }

    /** A line for each number, in the order in which they were added. */
    public static String table(String scenario, JsonObject numbers) {
        StringBuilder table = new StringBuilder();
        appendRows(scenario, numbers, table);
        return table.toString();
    }

    private static void appendRows(String title, JsonObject numbers, StringBuilder table) {
        table.append(title).append('\n');
        for (Map.Entry<String, Object> number : numbers) {
            if (number.getValue() instanceof JsonObject phase) {
                appendRows(title + ": " + number.getKey(), phase, table);
            } else {
                table.append(String.format(Locale.ROOT, "  %-36s %14s%n", number.getKey(), number.getValue()));
            }
        }
    }

    /** How many frames clients missed without being told. */
    long missingWithoutGap() {
        return missingWithoutGap(scenarios);
    }

    private static long missingWithoutGap(JsonObject numbers) {
        long missing = numbers.getLong(MISSING, 0L);
        for (Map.Entry<String, Object> number : numbers) {
            if (number.getValue() instanceof JsonObject phase) {
                missing += missingWithoutGap(phase);
            }
        }
        return missing;
    }

    /** Writes everything as one JSON object. */
    public void write(Path file, Instant at) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Files.writeString(
                file,
                new JsonObject()
                                .put("measured_at", at.toString())
                                .put("processors", Runtime.getRuntime().availableProcessors())
                                .put("scenarios", scenarios)
                                .encodePrettily()
                        + "\n");
    }
}
