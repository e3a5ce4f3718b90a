package io.botflow.analytics.local;

import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.jobs.oracle.TableComparison.Difference;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.schemas.event.BotEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The rows that a database holds, as text, for comparison with what they should be. */
public record StoredTables(String jdbcUrl) {
    /** Far past the end of every conversation of the tests. */
    private static final long FINAL_TIME = Long.MAX_VALUE / 2;

    /** All whose rows stay; of the minutes only the newest 48 hours do. */
    private static final List<String> KEPT_TABLES = List.of(
            ExpectedTables.CONVERSATIONS,
            ExpectedTables.BOT_DAYS,
            ExpectedTables.USAGE,
            ExpectedTables.QUARTER_HOURS,
            ExpectedTables.MESSAGES);

    /** Every difference between the tables whose rows stay and what these events should have left there. */
    public List<Difference> differences(Collection<BotEvent> arrivals) throws SQLException {
        return differences(BatchRecomputation.recompute(arrivals, FINAL_TIME));
    }

    /** Every difference between the tables whose rows stay and what they should be. */
    public List<Difference> differences(Tables tables) throws SQLException {
        return differences(tables, KEPT_TABLES);
    }

    /** The same of the tables that {@code conversation-analytics} writes. */
    public List<Difference> figureDifferences(Collection<BotEvent> arrivals) throws SQLException {
        return differences(
                BatchRecomputation.recompute(arrivals, FINAL_TIME),
                KEPT_TABLES.stream()
                        .filter(table -> !table.equals(ExpectedTables.MESSAGES))
                        .toList());
    }

    /**
     * Every difference between all tables and what they should be, found with a sixteenth of the large ones in memory at
     * a time.
     *
     * @param oldestMinute from where {@code bot_metrics_1m} is kept; what is older must be gone
     */
    public List<Difference> differencesBySlices(Tables tables, Instant oldestMinute) throws SQLException {
        List<Difference> differences = new ArrayList<>(differences(
                TableSlice.withoutLargeOnes(tables), List.of(ExpectedTables.BOT_DAYS, ExpectedTables.USAGE)));
        for (TableSlice slice : TableSlice.all()) {
            ExpectedTables expected = ExpectedTables.of(slice.of(tables, oldestMinute.toEpochMilli()));
            for (String table : TableSlice.TABLES) {
                differences.addAll(TableComparison.differences(expected.table(table), query(slice.query(table))));
            }
        }
        return differences;
    }

    private List<Difference> differences(Tables tables, List<String> names) throws SQLException {
        ExpectedTables expected = ExpectedTables.of(tables);
        List<Difference> differences = new ArrayList<>();
        for (String table : names) {
            differences.addAll(TableComparison.differences(expected.table(table), rows(table)));
        }
        return differences;
    }

    List<Map<String, String>> rows(String table) throws SQLException {
        return query("SELECT * FROM " + table);
    }

    public List<Map<String, String>> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<Map<String, String>> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(StoredRow.read(found));
            }
            return rows;
        }
    }
}
