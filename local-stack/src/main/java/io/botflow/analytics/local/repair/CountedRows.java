package io.botflow.analytics.local.repair;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The rows of a table that belong to a range: a conversation by its start, a message by its time; a day, hour, quarter hour
 * or minute only if all of it lies in the range, so that nothing is compared or replaced that was not asked for.
 *
 * @param column the column that decides
 * @param width of a bucket; zero where the column is a moment
 * @param from of the first row
 * @param to behind the last row
 */
record CountedRows(String column, Duration width, Instant from, Instant to) {
    /**
     * The rows of a table.
     *
     * @param oldestMinute begin of the minutes that are kept
     */
    static CountedRows of(String table, Instant from, Instant to, Instant oldestMinute) {
        return switch (table) {
            case "conversation_metrics" -> new CountedRows("started_at", Duration.ZERO, from, to);
            case "messages" -> new CountedRows("occurred_at", Duration.ZERO, from, to);
            case "bot_performance_metrics" -> whole("date", Duration.ofDays(1), from, to);
            case "usage_analytics" -> whole("hour", Duration.ofHours(1), from, to);
            case "bot_metrics_15m" -> whole("bucket_start", Duration.ofMinutes(15), from, to);
            case "bot_metrics_1m" ->
                whole("bucket_start", Duration.ofMinutes(1), from.isBefore(oldestMinute) ? oldestMinute : from, to);
            default -> throw new IllegalArgumentException("no table of facts: " + table);
        };
    }

    private static CountedRows whole(String column, Duration width, Instant from, Instant to) {
        long millis = width.toMillis();
        Instant down = Instant.ofEpochMilli(Math.floorDiv(to.toEpochMilli(), millis) * millis);
        Instant floor = Instant.ofEpochMilli(Math.floorDiv(from.toEpochMilli(), millis) * millis);
        return new CountedRows(column, width, floor.equals(from) ? from : floor.plus(width), down);
    }

    boolean isEmpty() {
        return !from.isBefore(to);
    }

    /** Whether a row is one of them, in SQL. */
    String condition(String alias) {
        return "(" + alias + "." + column + " >= " + literal(from) + " AND " + alias + "." + column + " < "
                + literal(to) + ")";
    }

    private String literal(Instant time) {
        return column.equals("date")
                ? "'" + LocalDate.ofInstant(time, ZoneOffset.UTC) + "'::date"
                : "'" + time + "'::timestamptz";
    }

    /** For a person. */
    String describe() {
        if (isEmpty()) {
            return width.isZero() ? "nothing" : "no whole " + unit();
        }
        return (width.isZero() ? "" : "whole " + unit() + "s ") + from + " to " + to;
    }

    private String unit() {
        return switch ((int) width.toMinutes()) {
            case 1 -> "minute";
            case 15 -> "quarter hour";
            case 60 -> "hour";
            default -> "day";
        };
    }
}
