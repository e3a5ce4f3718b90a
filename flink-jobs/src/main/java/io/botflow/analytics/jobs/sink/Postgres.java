package io.botflow.analytics.jobs.sink;

import io.botflow.analytics.jobs.EnvironmentVariables;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/**
 * Sinks into PostgreSQL: at least once, which idempotent statements make as good as exactly once.
 *
 * @param url JDBC URL
 * @param user usually {@code botflow_jobs}
 * @param password may be null where the server trusts
 * @param application name of the sessions, as PostgreSQL shows it
 */
public record Postgres(String url, String user, String password, String application) implements Serializable {
    /** Retries of a failed statement before the job itself starts again from its checkpoint. */
    private static final int RETRIES = 3;

    /** The tasks of a run start within seconds of each other. */
    private static final Duration TASKS_START = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** A server that does not answer for so long is taken for gone: pgjdbc would wait for ever. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    /** With sessions that are named by {@link #of}. */
    public Postgres(String url, String user, String password) {
        this(url, user, password, "botflow-jobs");
    }

    /**
     * As {@code POSTGRES_URL}, {@code POSTGRES_USER} (default {@code botflow_jobs}) and {@code POSTGRES_PASSWORD} say.
     *
     * @throws IllegalArgumentException naming the setting that is missing
     */
    public static Postgres from(EnvironmentVariables environment) {
        return new Postgres(
                environment.required("POSTGRES_URL"),
                environment.optional("POSTGRES_USER", "botflow_jobs"),
                environment.optional("POSTGRES_PASSWORD", null));
    }

    /** The same, with the sessions of a job: no other's have its name. */
    public Postgres of(String job) {
        return new Postgres(url, user, password, job);
    }

    /** What is in the tables; asking it ends sessions of earlier runs of the job. */
    public WrittenRows writtenRows() {
        return new PostgresRows(connection(), application, TASKS_START);
    }

    /** Each batch is one statement. */
    public <R> Sink<RowBatch> table(Table<R> table) {
        return sink(table.statement(), Postgres::setColumns);
    }

    public Sink<Progress> progress() {
        return sink(
                "INSERT INTO pipeline_progress AS t (job, complete_until, as_of) VALUES (?, ?::timestamptz, ?::timestamptz)"
                        + " ON CONFLICT (job) DO UPDATE SET"
                        + " complete_until = GREATEST(t.complete_until, EXCLUDED.complete_until),"
                        + " as_of = GREATEST(t.as_of, EXCLUDED.as_of)",
                (statement, progress) -> {
                    statement.setString(1, progress.job());
                    statement.setString(2, progress.completeUntilText());
                    statement.setString(3, progress.asOfText());
                });
    }

    /** Deletes the minutes that event time has left behind. */
    public Sink<Progress> minuteRetention() {
        return sink(
                "DELETE FROM bot_metrics_1m WHERE bucket_start < ?::timestamptz",
                (statement, progress) -> statement.setString(1, progress.oldestMinuteText()));
    }

    /** A statement of one's own, executed for each element. */
    public <T> Sink<T> sink(String statement, JdbcStatementBuilder<T> parameters) {
        JdbcConnectionProvider connections = new SimpleJdbcConnectionProvider(connection());
        JdbcSink<T> sink = JdbcSink.<T>builder()
                .withQueryStatement(statement, parameters)
                .withExecutionOptions(JdbcExecutionOptions.builder()
                        .withBatchSize(1)
                        .withBatchIntervalMs(0)
                        .withMaxRetries(RETRIES)
                        .build())
                .buildAtLeastOnce(connections);
        return new PostgresSink<>(sink, connections);
    }

    /**
     * A connection for statements that may take long.
     *
     * @param application its name on the server
     */
    public Connection connect(String application) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", application);
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
        return DriverManager.getConnection(url, properties);
    }

    private JdbcConnectionOptions connection() {
        return new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                .withUrl(url)
                .withDriverName("org.postgresql.Driver")
                .withUsername(user)
                .withPassword(password)
                .withProperty("ApplicationName", application)
                // A failed statement would be logged with its values: customers' phones and texts.
                .withProperty("logServerErrorDetail", "false")
                .withProperty("tcpKeepAlive", "true")
                .withProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()))
                .withProperty("socketTimeout", String.valueOf(SOCKET_TIMEOUT.toSeconds()))
                .build();
    }

    /** Sets the parameters of {@link Table#statement}. */
    public static void setColumns(PreparedStatement statement, RowBatch batch) throws SQLException {
        for (int column = 0; column < batch.columns().size(); column++) {
            batch.columns().get(column).setAsParameter(statement, column + 1);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Postgres[" + user + " at " + url + "]";
    }
}
