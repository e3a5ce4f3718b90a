package io.botflow.analytics.local;

import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.jobs.oracle.Tables.BotBucketKey;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A sixteenth of the rows of the large tables, so that both sides of a comparison fit into memory.
 *
 * @param digit with which the id begins that decides
 */
record TableSlice(char digit) {
    /** The tables that are cut. */
    static final List<String> TABLES = List.of(
            ExpectedTables.CONVERSATIONS,
            ExpectedTables.MESSAGES,
            ExpectedTables.QUARTER_HOURS,
            ExpectedTables.MINUTES);

    private static final String DIGITS = "0123456789abcdef";

    static List<TableSlice> all() {
        return DIGITS.chars().mapToObj(digit -> new TableSlice((char) digit)).toList();
    }

    /** The tables that are not cut. */
    static Tables withoutLargeOnes(Tables tables) {
        return new Tables(
                Map.of(), tables.botDays(), tables.usage(), Map.of(), Map.of(), Map.of(), List.of(), tables.reads());
    }

    /** @param oldestMinute no earlier minute is kept, milliseconds since the epoch */
    Tables of(Tables tables, long oldestMinute) {
        Predicate<BotBucketKey> own = key -> has(key.botId());
        return new Tables(
                some(tables.conversations(), key -> has(key.conversationId())),
                Map.of(),
                Map.of(),
                some(tables.minutes(), own.and(key -> key.bucketStart() >= oldestMinute)),
                some(tables.quarterHours(), own),
                Map.of(),
                tables.messages().stream()
                        .filter(message -> has(message.conversationId()))
                        .toList(),
                tables.reads());
    }

    String query(String table) {
        boolean ofBots = table.equals(ExpectedTables.QUARTER_HOURS) || table.equals(ExpectedTables.MINUTES);
        String column = ofBots ? "bot_id" : "conversation_id";
        return "SELECT * FROM " + table + " WHERE left(" + column + "::text, 1) = '" + digit + "'";
    }

    private boolean has(UUID id) {
        return id.toString().charAt(0) == digit;
    }

    private static <K, V> Map<K, V> some(Map<K, V> rows, Predicate<K> which) {
        return rows.entrySet().stream()
                .filter(row -> which.test(row.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
