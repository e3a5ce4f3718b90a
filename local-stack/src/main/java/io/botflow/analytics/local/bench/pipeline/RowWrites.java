package io.botflow.analytics.local.bench.pipeline;

import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** How many rows were inserted and updated, as PostgreSQL counted them. */
final class RowWrites {
    private static final long POLL_MILLIS = 50;
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private RowWrites() {}

    /** Counts by table, once the job's connections are closed: a session hands its counts in when it ends. */
    static JsonObject count(String jdbcUrl) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            awaitClosed(statement);
            JsonObject rows = new JsonObject();
            try (ResultSet found = statement.executeQuery(
                    "SELECT relname, n_tup_ins, n_tup_upd FROM pg_stat_user_tables WHERE n_tup_ins + n_tup_upd > 0"
                            + " AND relname ~ '^(conversation|bot|usage)_' ORDER BY relname")) {
                while (found.next()) {
                    rows.put(
                            found.getString(1),
                            new JsonObject().put("inserted", found.getLong(2)).put("updated", found.getLong(3)));
                }
            }
            return rows;
        }
    }

    private static void awaitClosed(Statement statement) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE usename = 'botflow_jobs' LIMIT 1")) {
                if (!found.next()) {
                    return;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new SQLException("the job's connections are still open");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
