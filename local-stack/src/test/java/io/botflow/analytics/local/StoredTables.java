package io.botflow.analytics.local;

import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.jobs.oracle.TableComparison.Difference;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
                rows.add(row(found));
            }
            return rows;
        }
    }

    private static Map<String, String> row(ResultSet found) throws SQLException {
        Map<String, String> row = new LinkedHashMap<>();
        ResultSetMetaData columns = found.getMetaData();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            String name = columns.getColumnName(column);
            if (name.equals("response_times")) {
                putSketch(row, found.getBytes(column));
            } else {
                row.put(name, text(found, column, columns.getColumnType(column)));
            }
        }
        return row;
    }

    /** What the sketch of a bucket answers, under the names that a bot's day has for it. */
    private static void putSketch(Map<String, String> row, byte[] bytes) {
        ResponseTimeSketch sketch = ResponseTimeSketch.fromBytes(bytes);
        for (int percent : new int[] {50, 95, 99}) {
            row.putIfAbsent(
                    "p" + percent + "_response_time_ms",
                    sketch.isEmpty() ? null : Long.toString(sketch.percentile(percent)));
        }
    }

    private static String text(ResultSet found, int column, int type) throws SQLException {
        if (type == Types.TIMESTAMP_WITH_TIMEZONE || type == Types.TIMESTAMP) {
            OffsetDateTime time = found.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant().toString();
        }
        return found.getString(column);
    }
}
