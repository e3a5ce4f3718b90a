package io.botflow.analytics.jobs.sink;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/**
 * Reads from PostgreSQL which rows were written since a moment. What earlier runs of the job have under way there is
 * ended first: a statement that waits for a lock outlives the process that sent it, and would write after the reading.
 */
final class PostgresRows implements WrittenRows {
    private static final long serialVersionUID = 1;
    /** Rows held in memory at a time. */
    private static final int FETCHED_ROWS = 2_000;

    /** The sinks of this run have connected within this time. */
    private static final String OF_EARLIER_RUNS = "now() - interval '10 seconds'";

    private static final int END_LIMIT_MILLIS = 20_000;

    private final JdbcConnectionOptions options;
    private final String application;

    /** @param application name of the job's sessions, and of no other's */
    PostgresRows(JdbcConnectionOptions options, String application) {
        this.options = options;
        this.application = application;
    }

    @Override
    public void forEach(Table<?> table, Instant since, Each each) throws Exception {
        SimpleJdbcConnectionProvider provider = new SimpleJdbcConnectionProvider(options);
        try {
            Connection connection = provider.getOrEstablishConnection();
            endEarlierRuns(connection);
            // pgjdbc reads by and by only within a transaction.
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(query(table))) {
                statement.setFetchSize(FETCHED_ROWS);
                statement.setObject(1, since.atOffset(ZoneOffset.UTC));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        each.accept(
                                new Key(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class), rows.getLong(3)));
                    }
                }
            }
            connection.rollback();
        } finally {
            provider.closeConnection();
        }
    }

    private void endEarlierRuns(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pid, pg_terminate_backend(pid, "
                + END_LIMIT_MILLIS + ") FROM pg_stat_activity WHERE application_name = ? AND usename = current_user"
                + " AND datname = current_database() AND backend_start < " + OF_EARLIER_RUNS)) {
            statement.setString(1, application);
            try (ResultSet ended = statement.executeQuery()) {
                while (ended.next()) {
                    if (!ended.getBoolean(2)) {
                        throw new SQLException("session " + ended.getInt(1) + " of an earlier run has not ended");
                    }
                }
            }
        }
    }

    private static String query(Table<?> table) {
        List<String> key = table.key();
        String bot = key.contains("bot_id") ? "bot_id" : "NULL::uuid";
        return "SELECT organization_id, " + bot + ", (extract(epoch FROM " + key.get(key.size() - 1)
                + ") * 1000)::bigint FROM " + table.name() + " WHERE updated_at >= ?";
    }
}
