package io.botflow.analytics.jobs.sink;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
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

    private static final int END_LIMIT_MILLIS = 20_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final JdbcConnectionOptions options;
    private final String application;
    private final Duration start;
    /** Each run of the job reads its operators anew. */
    private transient long deployedAt = System.nanoTime();

    private transient boolean earlierRunsHaveEnded;

    /**
     * Those that a job writes.
     *
     * @param application name of the job's sessions, and of no other's
     * @param start how far apart the tasks of one run start: sessions older by more are of an earlier run
     */
    PostgresRows(JdbcConnectionOptions options, String application, Duration start) {
        this.options = options;
        this.application = application;
        this.start = start;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        deployedAt = System.nanoTime();
    }

    @Override
    public void forEach(Table<?> table, Instant since, Each each) throws Exception {
        SimpleJdbcConnectionProvider provider = new SimpleJdbcConnectionProvider(options);
        try {
            Connection connection = provider.getOrEstablishConnection();
            if (!earlierRunsHaveEnded) {
                endEarlierRuns(connection);
                earlierRunsHaveEnded = true;
            }
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
                + " AND datname = current_database() AND backend_start < now() - make_interval(secs => ?)")) {
            statement.setString(1, application);
            statement.setDouble(2, start.toSeconds() + (System.nanoTime() - deployedAt) / NANOS_PER_SECOND);
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
