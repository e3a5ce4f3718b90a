package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.csv.CsvColumn;
import java.util.List;
import java.util.Set;

/** How the columns of answers are written in an export. */
final class ExportColumns {
    private static final Set<String> TIMES =
            Set.of("started_at", "ended_at", "last_message_at", "occurred_at", "hour", "time");

    private ExportColumns() {}

    static List<CsvColumn> of(List<String> names) {
        return names.stream().map(ExportColumns::column).toList();
    }

    private static CsvColumn column(String name) {
        if (TIMES.contains(name)) {
            return CsvColumn.time(name);
        }
        return switch (name) {
            case "customer_phone" -> CsvColumn.phone(name);
            case "text" -> CsvColumn.text(name);
            case "handoff_triggered" -> CsvColumn.bool(name);
            default -> CsvColumn.plain(name);
        };
    }
}
