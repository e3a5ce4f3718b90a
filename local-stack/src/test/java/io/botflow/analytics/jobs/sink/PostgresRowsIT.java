package io.botflow.analytics.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.Migrations;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows of a real PostgreSQL were written since a moment, and by nobody any more who is not to. */
class PostgresRowsIT {
    private static final String JOB = "a-job";
    private static final UUID ORGANIZATION = UUID.fromString("0a000000-0000-4000-8000-000000000001");
    private static final UUID BOT = UUID.fromString("0b000000-0000-4000-8000-000000000001");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start(directory, Port.ANY);
        Migrations.run(server.jdbcUrl(PostgresServer.SUPERUSER));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void writeRows() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE usage_analytics, bot_metrics_15m, bot_performance_metrics");
            for (String written : List.of("now()", "now() - interval '1 hour'")) {
                int hour = written.equals("now()") ? 8 : 9;
                String ids = "('" + ORGANIZATION + "', '" + BOT + "', ";
                statement.execute("INSERT INTO usage_analytics (organization_id, hour, updated_at) VALUES ('"
                        + ORGANIZATION + "', '2026-03-01T0" + hour + ":00:00Z', " + written + ")");
                statement.execute(
                        "INSERT INTO bot_metrics_15m (organization_id, bot_id, bucket_start, updated_at) VALUES " + ids
                                + "'2026-03-01T0" + hour + ":15:00Z', " + written + ")");
                statement.execute(
                        "INSERT INTO bot_performance_metrics (organization_id, bot_id, date, updated_at) VALUES " + ids
                                + "'2026-03-0" + hour + "', " + written + ")");
            }
        }
    }

    @Test
    void tellsTheKeysOfTheRowsThatWereWrittenSince() throws Exception {
        Instant since = Instant.now().minus(Duration.ofMinutes(1));

        assertThat(rows(Tables.usageAnalytics(), since)).containsExactly(key(null, "2026-03-01T08:00:00Z"));
        assertThat(rows(Tables.botMetrics("bot_metrics_15m"), since)).containsExactly(key(BOT, "2026-03-01T08:15:00Z"));
        assertThat(rows(Tables.botPerformanceMetrics(), since)).containsExactly(key(BOT, "2026-03-08T00:00:00Z"));
        assertThat(rows(Tables.usageAnalytics(), since.minus(Duration.ofHours(2))))
                .hasSize(2);
        assertThat(rows(Tables.usageAnalytics(), Instant.now().plus(LIMIT))).isEmpty();
    }

    @Test
    void endsAStatementOfAnEarlierRunThatWaitsForALock() throws Exception {
        try (Connection lock = DriverManager.getConnection(server.jdbcUrl(PostgresServer.SUPERUSER));
                Statement locking = lock.createStatement();
                Connection earlier = session(JOB)) {
            lock.setAutoCommit(false);
            locking.execute("SELECT 1 FROM usage_analytics FOR UPDATE");
            CompletableFuture<Void> update = CompletableFuture.runAsync(() -> update(earlier));
            await().atMost(LIMIT).until(() -> isWaiting(locking));

            List<WrittenRows.Key> rows =
                    rows(Tables.usageAnalytics(), Instant.now().minus(Duration.ofMinutes(1)));

            assertThat(rows).hasSize(1);
            lock.rollback();
            assertThat(update)
                    .failsWithin(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("terminating connection");
        }
    }

    @Test
    void leavesSessionsOfOtherJobsAndOfItsOwnRun() throws Exception {
        WrittenRows rows = deployed(Duration.ofHours(1));
        try (Connection other = session("another-job");
                Connection own = session(JOB)) {
            rows.forEach(Tables.usageAnalytics(), Instant.now(), row -> {});
            WrittenRows ofAnotherRun = deployed(Duration.ZERO);
            assertThat(own.isValid(1)).isTrue();

            ofAnotherRun.forEach(Tables.usageAnalytics(), Instant.now(), row -> {});
            assertThat(own.isValid(1)).isFalse();
            assertThat(other.isValid(1)).isTrue();
        }
    }

    private static void update(Connection session) {
        try (Statement statement = session.createStatement()) {
            statement.execute("UPDATE usage_analytics SET messages_sent = 7");
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static boolean isWaiting(Statement statement) throws SQLException {
        try (var waiting = statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            return waiting.next();
        }
    }

    private static Connection session(String application) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("botflow_jobs") + "&ApplicationName=" + application);
    }

    private static List<WrittenRows.Key> rows(Table<?> table, Instant since) throws Exception {
        List<WrittenRows.Key> rows = new ArrayList<>();
        deployed(Duration.ZERO).forEach(table, since, rows::add);
        return rows;
    }

    /** As a task gets it. */
    private static WrittenRows deployed(Duration start) throws Exception {
        JdbcConnectionOptions options = new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                .withUrl(server.jdbcUrl("botflow_jobs"))
                .withDriverName("org.postgresql.Driver")
                .build();
        return InstantiationUtil.clone(new PostgresRows(options, JOB, start));
    }

    private static WrittenRows.Key key(UUID bot, String start) {
        return new WrittenRows.Key(ORGANIZATION, bot, Instant.parse(start).toEpochMilli());
    }
}
