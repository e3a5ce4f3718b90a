package io.botflow.analytics.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.Migrations;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.schemas.figures.BotTotals;
import io.botflow.analytics.schemas.figures.Outcomes;
import io.botflow.analytics.schemas.figures.Responses;
import io.botflow.analytics.schemas.row.BotBucketRow;
import io.botflow.analytics.schemas.row.BotPerformanceRow;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.MessageRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PSQLException;

/** What a real PostgreSQL holds after jobs wrote to it: older states of a row, the same again, and what it refuses. */
class PostgresSinkIT {
    private static final UUID ORGANIZATION = UUID.fromString("a0000000-0000-0000-0000-000000000001");
    private static final UUID BOT = UUID.fromString("c0000000-0000-0000-0000-000000000001");
    private static final UUID CONVERSATION = UUID.fromString("d0000000-0000-0000-0000-000000000001");
    private static final long TIME = 1_772_359_200_000L;
    /** No event has it, and no text of PostgreSQL can hold it. */
    private static final String REFUSED = "\u0000";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path directory;

    private static PostgresServer server;
    private static MiniCluster flink;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(directory, Port.ANY);
        Migrations.run(server.jdbcUrl(PostgresServer.SUPERUSER));
        flink = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration().set(RestOptions.BIND_PORT, "0"))
                .build());
        flink.start();
    }

    @AfterAll
    static void stop() throws Exception {
        flink.close();
        server.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection superuser = DriverManager.getConnection(server.jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = superuser.createStatement()) {
            statement.execute("TRUNCATE conversation_metrics, bot_performance_metrics, bot_metrics_15m, bot_metrics_1m,"
                    + " usage_analytics, messages");
        }
    }

    /**
     * Two states of a row, of one message and of two.
     *
     * @param messages the column that tells them apart
     */
    private record States<R>(String name, Table<R> table, R older, R newer, String messages) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<States<?>> states() {
        return Stream.of(
                new States<>(
                        "conversation_metrics",
                        Tables.conversationMetrics(),
                        conversation(1),
                        conversation(2),
                        "total_messages"),
                new States<>(
                        "bot_performance_metrics",
                        Tables.botPerformanceMetrics(),
                        botDay(1),
                        botDay(2),
                        "total_messages"),
                new States<>("bot_metrics_15m", Tables.botMetrics("bot_metrics_15m"), bucket(1), bucket(2), "inbound"),
                new States<>("bot_metrics_1m", Tables.botMetrics("bot_metrics_1m"), bucket(1), bucket(2), "inbound"),
                new States<>("usage_analytics", Tables.usageAnalytics(), usage(1), usage(2), "messages_received"));
    }

    @ParameterizedTest
    @MethodSource("states")
    <R> void keepsTheNewerOfTwoStatesOfARow(States<R> states) throws Exception {
        // The last as a task writes it that Flink has given up, and that has not noticed yet.
        write(states.table, states.older, states.newer, states.older);

        assertThat(column("SELECT " + states.messages + " FROM " + states.name)).containsExactly("2");
    }

    @ParameterizedTest
    @MethodSource("states")
    <R> void writesNoRowThatIsUnchanged(States<R> states) throws Exception {
        write(states.table, states.newer, states.newer);

        assertThat(column("SELECT updated_at - created_at FROM " + states.name)).containsExactly("00:00:00");
    }

    @Test
    void failsWhenPostgresRefusesARow() throws Exception {
        assertThatThrownBy(() -> write(Tables.messages(), message(REFUSED)))
                .rootCause()
                .isInstanceOf(PSQLException.class)
                .as("its own failure, not that of a task manager which it took along")
                .hasMessageContaining("0x00");

        // By the same task manager.
        write(Tables.messages(), message("hello"));
        assertThat(column("SELECT text FROM messages")).containsExactly("hello");
    }

    @Test
    void leavesNoConnectionBehindAfterAFailure() throws Exception {
        assertThatThrownBy(() -> write(Tables.messages(), message(REFUSED))).isInstanceOf(JobExecutionException.class);

        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(column("SELECT query FROM pg_stat_activity WHERE usename = 'botflow_jobs'"))
                                .isEmpty());
    }

    @Test
    void keepsAMessageAsItWasWrittenFirst() throws Exception {
        write(Tables.messages(), message("first"), message("second"));

        assertThat(column("SELECT text FROM messages")).containsExactly("first");
    }

    /** Runs a job that writes one row after the other. */
    @SafeVarargs
    private static <R> void write(Table<R> table, R... rows) throws Exception {
        List<RowBatch> batches = new ArrayList<>();
        for (R row : rows) {
            table.batches(List.of(row), batches::add);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromData(batches, RowBatch.TYPE)
                .sinkTo(new Postgres(server.jdbcUrl("botflow_jobs"), "botflow_jobs", null).table(table));
        flink.executeJobBlocking(environment.getStreamGraph().getJobGraph());
    }

    private static List<String> column(String sql) throws SQLException {
        try (Connection superuser = DriverManager.getConnection(server.jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static ConversationMetricsRow conversation(long messages) {
        return new ConversationMetricsRow(
                ORGANIZATION,
                CONVERSATION,
                BOT,
                "+49151",
                TIME,
                null,
                null,
                messages,
                messages,
                0,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                0,
                false,
                0,
                0,
                0,
                BigDecimal.ZERO,
                null,
                null,
                TIME,
                TIME,
                messages);
    }

    private static BotPerformanceRow botDay(long messages) {
        return BotPerformanceRow.of(
                ORGANIZATION,
                BOT,
                LocalDate.of(2026, 3, 1),
                new BotTotals(
                        1,
                        1,
                        0,
                        0,
                        messages,
                        0,
                        new Outcomes(0, 0, 0),
                        new Responses(0, 0, new ResponseTimeSketch()),
                        0,
                        0,
                        0,
                        BigDecimal.ZERO,
                        0,
                        0,
                        0));
    }

    private static BotBucketRow bucket(long messages) {
        return new BotBucketRow(
                ORGANIZATION,
                BOT,
                TIME,
                messages,
                0,
                0,
                0,
                0,
                0,
                0,
                new ResponseTimeSketch(),
                0,
                0,
                0,
                BigDecimal.ZERO,
                1,
                0,
                0,
                1,
                0,
                Collections.nCopies(8, 0L),
                0,
                0,
                BigDecimal.ZERO);
    }

    private static UsageAnalyticsRow usage(long messages) {
        return new UsageAnalyticsRow(
                ORGANIZATION, TIME, 0, messages, 1, 0, 1, 1, BOT, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    private static MessageRow message(String text) {
        return new MessageRow(
                CONVERSATION,
                CONVERSATION,
                ORGANIZATION,
                BOT,
                MessageRow.Direction.INBOUND,
                text,
                TIME,
                null,
                null,
                null,
                null,
                null);
    }
}
