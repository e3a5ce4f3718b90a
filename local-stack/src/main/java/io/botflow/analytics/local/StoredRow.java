package io.botflow.analytics.local;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** A row that a database holds, as text by column, for comparison with what it should be. */
public final class StoredRow {
    private StoredRow() {}

    /** The row that the cursor is at. */
    public static Map<String, String> read(ResultSet found) throws SQLException {
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
