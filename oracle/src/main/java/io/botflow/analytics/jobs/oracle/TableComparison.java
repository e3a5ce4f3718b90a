package io.botflow.analytics.jobs.oracle;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the rows of a table with the expected ones, column by column. Rows without any figure may be present or
 * absent; a percentile may lie as far from the exact order statistics as a sketch is allowed to.
 */
public final class TableComparison {
    private static final Set<String> TIMES =
            Set.of("started_at", "ended_at", "last_message_at", "occurred_at", "hour", "bucket_start");
    private static final Set<String> TEXTS = Set.of("customer_phone", "text");

    private final ExpectedTable expected;
    private final List<Difference> differences = new ArrayList<>();

    /**
     * One cell or row that is not as it must be.
     *
     * @param column {@code row} when the whole row is missing, extra or repeated
     */
    public record Difference(String table, String key, String column, String expected, String actual) {
        @Override
        public String toString() {
            return "%s %s %s: expected %s, actual %s".formatted(table, key, column, expected, actual);
        }
    }

    private TableComparison(ExpectedTable expected) {
        this.expected = expected;
    }

    /** Every difference, none when the actual rows are right; an actual cell is null or empty for NULL. */
    public static List<Difference> differences(ExpectedTable expected, List<Map<String, String>> actual) {
        return new TableComparison(expected).compare(actual);
    }

    private List<Difference> compare(List<Map<String, String>> actualRows) {
        Map<String, Map<String, String>> wanted = byKey(expected.rows());
        Map<String, Map<String, String>> found = byKey(actualRows);
        Set<String> columns = new LinkedHashSet<>();
        wanted.values().forEach(row -> columns.addAll(row.keySet()));
        wanted.forEach((key, row) -> {
            if (found.containsKey(key)) {
                compareRow(key, row, found.get(key));
            } else if (hasFigure(row, columns)) {
                report(key, "row", "present", "missing");
            }
        });
        found.forEach((key, row) -> {
            if (!wanted.containsKey(key) && hasFigure(row, columns.isEmpty() ? row.keySet() : columns)) {
                report(key, "row", "absent", "present " + row);
            }
        });
        return differences;
    }

    private Map<String, Map<String, String>> byKey(List<Map<String, String>> rows) {
        Map<String, Map<String, String>> result = new LinkedHashMap<>();
        for (Map<String, String> row : rows) {
            String key = expected.key().stream()
                    .map(column -> column + "=" + canonical(column, row.get(column)))
                    .collect(Collectors.joining(", ", "(", ")"));
            if (result.put(key, row) != null) {
                report(key, "row", "once", "repeated");
            }
        }
        return result;
    }

    private void compareRow(String key, Map<String, String> wanted, Map<String, String> found) {
        wanted.forEach((column, cell) -> {
            if (found.containsKey(column)) {
                if (!sameCell(column, cell, found.get(column))) {
                    report(key, column, cell, found.get(column));
                }
            } else if (!expected.optional().contains(column)) {
                report(key, column, cell, "no such column");
            }
        });
    }

    private void report(String key, String column, String wanted, String found) {
        differences.add(new Difference(expected.name(), key, column, wanted, found));
    }

    /** A key alone, zero counts and NULLs are no figures; a derived column of zero is one. */
    private boolean hasFigure(Map<String, String> row, Set<String> columns) {
        return columns.stream()
                .filter(column -> !expected.key().contains(column))
                .anyMatch(column -> isFigure(column, canonical(column, row.get(column))));
    }

    private static boolean isFigure(String column, String cell) {
        if (cell == null) {
            return false;
        }
        boolean derived =
                column.matches("avg.*|p\\d\\d.*|.*_rate|.*_avg|cost_per_conversation_usd|.*_id|customer_satisfaction");
        return derived || !cell.matches("[0.,{}]*");
    }

    private static boolean sameCell(String column, String wanted, String found) {
        String left = canonical(column, wanted);
        String right = canonical(column, found);
        if (left == null || right == null) {
            return left == null && right == null;
        }
        if (left.equals(right)) {
            return true;
        }
        BigDecimal number = TEXTS.contains(column) ? null : number(right);
        if (number == null) {
            return false;
        }
        if (ResponseTimeInterval.isInterval(left)) {
            return ResponseTimeInterval.parse(left).admits(number.doubleValue());
        }
        BigDecimal wantedNumber = number(left);
        return wantedNumber != null && wantedNumber.compareTo(number) == 0;
    }

    private static BigDecimal number(String cell) {
        return cell.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(cell) : null;
    }

    private static String canonical(String column, String cell) {
        if (cell == null || (cell.isEmpty() && !column.equals("text"))) {
            return null;
        }
        if (TIMES.contains(column)) {
            try {
                return RowText.time(Instant.parse(cell).toEpochMilli());
            } catch (DateTimeException e) {
                return cell;
            }
        }
        return switch (column) {
            case "handoff_triggered" -> cell.equals("t") ? "true" : cell.equals("f") ? "false" : cell;
            case "duration_histogram" -> cell.replaceAll("[{}\\[\\] ]", "");
            default -> cell;
        };
    }
}
