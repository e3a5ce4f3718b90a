package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.jobs.sink.Postgres;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After a crash events are counted again in another order: no counter in the tables falls meanwhile. */
class ReplayedRowsIT {
    private static final Table<UsageAnalyticsRow> USAGE = io.botflow.analytics.jobs.sink.Tables.usageAnalytics();
    private static final Table<ConversationMetricsRow> CONVERSATIONS =
            io.botflow.analytics.jobs.sink.Tables.conversationMetrics();

    /** Received, received, sent, sent. */
    private static final List<BotEvent> EVENTS = new EventScript()
            .received("2026-03-09T08:00:00Z")
            .received("2026-03-09T08:00:10Z")
            .sent("2026-03-09T08:00:20Z", Outcome.SUCCESS, 900, 1, 1)
            .sent("2026-03-09T08:00:30Z", Outcome.SUCCESS, 900, 1, 1)
            .events();

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
    void empty() throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(PostgresServer.SUPERUSER));
                PreparedStatement truncate =
                        connection.prepareStatement("TRUNCATE conversation_metrics, usage_analytics")) {
            truncate.execute();
        }
    }

    @Test
    void anHourWithMoreSentAndLessReceivedWaitsUntilAllIsCounted() throws Exception {
        writeUsage(EVENTS.subList(0, 3));
        writeUsage(EVENTS.subList(1, 4));
        assertThat(usage()).containsEntry("messages_received", "2").containsEntry("messages_sent", "1");

        writeUsage(EVENTS);
        assertThat(usage()).containsEntry("messages_received", "2").containsEntry("messages_sent", "2");
    }

    @Test
    void aConversationWithANewerEventAndFewerOfThemWaitsUntilAllIsCounted() throws Exception {
        writeConversation(EVENTS.subList(0, 3));
        writeConversation(List.of(EVENTS.get(1), EVENTS.get(3)));
        assertThat(conversation()).containsEntry("total_messages", "3").containsEntry("event_count", "3");

        writeConversation(EVENTS);
        assertThat(conversation()).containsEntry("total_messages", "4").containsEntry("event_count", "4");
    }

    @Test
    void aNewPartOfAConversationTakesTheRow() throws Exception {
        writeConversation(EVENTS);
        writeConversation(new EventScript().received("2026-03-19T08:00:00Z").events());

        assertThat(conversation())
                .containsEntry("total_messages", "1")
                .containsEntry("started_at", "2026-03-19T08:00:00Z");
    }

    private static void writeUsage(List<BotEvent> counted) throws SQLException {
        write(USAGE, List.copyOf(tables(counted).usage().values()));
    }

    private static void writeConversation(List<BotEvent> counted) throws SQLException {
        write(CONVERSATIONS, List.copyOf(tables(counted).conversations().values()));
    }

    private static Tables tables(List<BotEvent> counted) {
        return BatchRecomputation.recompute(counted, EventScript.at("2026-03-29T08:00:00Z"));
    }

    private static <R> void write(Table<R> table, List<R> rows) throws SQLException {
        List<RowBatch> batches = new ArrayList<>();
        table.batches(rows, batches::add);
        try (Connection jobs = DriverManager.getConnection(server.jdbcUrl("botflow_jobs"));
                PreparedStatement statement = jobs.prepareStatement(table.statement())) {
            Postgres.setColumns(statement, batches.get(0));
            statement.executeUpdate();
        }
    }

    private static Map<String, String> usage() throws SQLException {
        return only("usage_analytics");
    }

    private static Map<String, String> conversation() throws SQLException {
        return only("conversation_metrics");
    }

    private static Map<String, String> only(String table) throws SQLException {
        List<Map<String, String>> rows = new StoredTables(server.jdbcUrl(PostgresServer.SUPERUSER)).rows(table);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
