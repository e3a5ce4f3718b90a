package io.botflow.analytics.local.bench.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is measured must be what the product would have stored: the tables tell of the same conversations. */
class FactLoaderIT {
    private static final int BUFFERS_MEBIBYTES = 64;
    private static final int PLENTY_SECONDS = 300;
    private static final Instant NOW = Instant.parse("2026-03-04T17:00:00Z");

    @Test
    void allTablesTellOfTheSameConversations() throws Exception {
        TenantPlan plan = new TenantPlan(21, 6_000);
        try (ServedDatabase database = ServedDatabase.start(BUFFERS_MEBIBYTES)) {
            JsonObject loaded =
                    new FactLoader(database, plan, NOW, said -> {}).load(PLENTY_SECONDS, Tenants.talkative(plan));

            assertThat(loaded.getInteger("days")).isEqualTo(TenantPlan.DAYS);
            try (Connection connection = database.connect()) {
                long conversations = count(connection, "count(*) FROM conversation_metrics");
                assertThat((double) conversations).isCloseTo(6_000, within(0.05 * 6_000));
                assertThat(loaded.getLong("conversation_metrics_rows")).isEqualTo(conversations);
                for (String started : new String[] {
                    "sum(conversations_started) FROM bot_metrics_15m",
                    "sum(total_conversations) FROM bot_performance_metrics",
                    "sum(conversations_started) FROM usage_analytics"
                }) {
                    assertThat(count(connection, started)).as(started).isEqualTo(conversations);
                }
                assertThat(count(connection, "sum(inbound + outbound) FROM bot_metrics_15m"))
                        .isEqualTo(count(connection, "sum(total_messages) FROM conversation_metrics"));
                assertThat(count(connection, "count(*) FROM bot_metrics_15m WHERE response_time_count <> outbound"))
                        .isZero();
                assertThat(count(connection, "count(*) FROM bot_metrics_1m"))
                        .isPositive()
                        .isLessThan(count(connection, "count(*) FROM bot_metrics_15m"));
                // Of the first organization all messages, as it is the one that is exported.
                assertThat(count(
                                connection,
                                "count(*) FROM messages WHERE organization_id = '"
                                        + plan.organization(0).id() + "'"))
                        .isEqualTo(count(
                                connection,
                                "sum(total_messages) FROM conversation_metrics WHERE organization_id = '"
                                        + plan.organization(0).id() + "'"));
                requireSketches(connection);
            }
        }
    }

    @Test
    void aLoadThatIsCutShortHasWholeDays() throws Exception {
        TenantPlan plan = new TenantPlan(3, 900);
        try (ServedDatabase database = ServedDatabase.start(BUFFERS_MEBIBYTES)) {
            JsonObject loaded = new FactLoader(database, plan, NOW, said -> {}).load(0, Tenants.talkative(plan));

            int days = loaded.getInteger("days");
            assertThat(days).isBetween(1, TenantPlan.DAYS - 1);
            try (Connection connection = database.connect()) {
                assertThat(count(connection, "count(DISTINCT date) FROM bot_performance_metrics"))
                        .isEqualTo(days);
            }
        }
    }

    private static void requireSketches(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT response_times, response_time_count FROM bot_performance_metrics LIMIT 1000")) {
            while (found.next()) {
                assertThat(ResponseTimeSketch.fromBytes(found.getBytes(1)).count())
                        .isEqualTo(found.getLong(2));
            }
        }
    }

    private static long count(Connection connection, String what) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT " + what)) {
            found.next();
            return found.getLong(1);
        }
    }
}
