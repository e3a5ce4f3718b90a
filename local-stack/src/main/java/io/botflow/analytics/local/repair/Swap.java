package io.botflow.analytics.local.repair;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts recomputed rows in the place of live ones: a transaction for the table, row by row in the order of the key, as the
 * jobs write too, so that neither waits for the other in a circle. Rows that were written since the replay began stay.
 *
 * @param replaced those that differed
 * @param inserted those that were missing
 * @param deleted those that were too many
 */
record Swap(long replaced, long inserted, long deleted) {
    /** Rows of the same kind that follow each other are sent together. */
    private static final int BATCH = 500;

    static Swap of(ComparedTable table, Connection connection) throws SQLException {
        if (table.rows().isEmpty()) {
            return new Swap(0, 0, 0);
        }
        connection.setAutoCommit(false);
        Map<String, Long> done = new LinkedHashMap<>();
        try (Statement differences = connection.createStatement();
                PreparedStatement replace = connection.prepareStatement(table.replace());
                PreparedStatement insert = connection.prepareStatement(table.insert());
                PreparedStatement delete = connection.prepareStatement(table.delete())) {
            Map<String, PreparedStatement> statements = Map.of(
                    ComparedTable.DIFFERING, replace, ComparedTable.MISSING, insert, ComparedTable.EXTRA, delete);
            differences.setFetchSize(BATCH);
            try (ResultSet row = differences.executeQuery(table.differences())) {
                String state = "";
                List<List<String>> keys = new ArrayList<>();
                while (row.next()) {
                    if (!row.getString(1).equals(state) || keys.size() == BATCH) {
                        execute(statements.get(state), keys, state, done);
                        state = row.getString(1);
                    }
                    List<String> key = new ArrayList<>();
                    for (int i = 0; i < table.key().size(); i++) {
                        key.add(row.getString(i + 2));
                    }
                    keys.add(key);
                }
                execute(statements.get(state), keys, state, done);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
        return new Swap(
                done.getOrDefault(ComparedTable.DIFFERING, 0L),
                done.getOrDefault(ComparedTable.MISSING, 0L),
                done.getOrDefault(ComparedTable.EXTRA, 0L));
    }

    private static void execute(
            PreparedStatement statement, List<List<String>> keys, String state, Map<String, Long> done)
            throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        for (List<String> key : keys) {
            for (int i = 0; i < key.size(); i++) {
                statement.setString(i + 1, key.get(i));
            }
            statement.addBatch();
        }
        for (int count : statement.executeBatch()) {
            done.merge(state, (long) count, Long::sum);
        }
        keys.clear();
    }
}
