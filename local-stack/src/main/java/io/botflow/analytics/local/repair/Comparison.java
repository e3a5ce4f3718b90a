package io.botflow.analytics.local.repair;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of comparing a table, in rows.
 *
 * @param changed not equal, but written since the replay began
 * @param missing recomputed, but not live
 * @param extra live, but not recomputed
 * @param byColumn how many of the differing rows differ in a column, those with none left out
 */
record Comparison(
        ComparedTable table,
        long compared,
        long equal,
        long changed,
        long missing,
        long extra,
        long differing,
        Map<String, Long> byColumn) {
    /**
     * A pair of rows that is not as it should be.
     *
     * @param state missing, extra or differing
     * @param values of each column that differs, the live value and the recomputed one; null is NULL
     */
    record Example(String state, List<String> key, Map<String, Values> values) {}

    /** What a column holds. */
    record Values(String live, String recomputed) {}

    static Comparison of(ComparedTable table, Connection connection) throws SQLException {
        if (table.rows().isEmpty()) {
            return new Comparison(table, 0, 0, 0, 0, 0, 0, Map.of());
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(table.counts())) {
            row.next();
            int column = 6;
            Map<String, Long> byColumn = new LinkedHashMap<>();
            for (String name : table.columns()) {
                long count = row.getLong(++column);
                if (count > 0) {
                    byColumn.put(name, count);
                }
            }
            return new Comparison(
                    table,
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    byColumn);
        }
    }

    long differences() {
        return missing + extra + differing;
    }

    /** Some of the differences, in the order of the key. */
    List<Example> examples(Connection connection, int most) throws SQLException {
        List<Example> examples = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(table.examples(most))) {
            while (row.next()) {
                int column = 1;
                String state = row.getString(column);
                List<String> key = new ArrayList<>();
                for (int i = 0; i < table.key().size(); i++) {
                    key.add(row.getString(++column));
                }
                Map<String, Values> values = new LinkedHashMap<>();
                for (String name : table.columns()) {
                    Values pair = new Values(row.getString(++column), row.getString(++column));
                    boolean same = pair.live == null ? pair.recomputed == null : pair.live.equals(pair.recomputed);
                    if (state.equals(ComparedTable.DIFFERING) && !same) {
                        values.put(name, pair);
                    }
                }
                examples.add(new Example(state, key, values));
            }
        }
        return examples;
    }
}
