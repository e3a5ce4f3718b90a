package io.botflow.analytics.jobs.repair;

import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Tables beside the live ones, for what is recomputed. They are made like the live ones each time, so that a migration
 * need not know of them, and nobody but the role of repairs sees their rows.
 */
public final class ShadowTables {
    public static final String SCHEMA = "shadow";

    /** The tables that can be recomputed. */
    public static final List<Table<?>> TABLES = List.of(
            Tables.conversationMetrics(),
            Tables.botPerformanceMetrics(),
            Tables.usageAnalytics(),
            Tables.botMetrics("bot_metrics_15m"),
            Tables.botMetrics("bot_metrics_1m"),
            Tables.messages());

    /** Late here, though the running job did not turn them away. */
    static final String TURNED_AWAY = SCHEMA + ".turned_away";

    /** Any number will do that nothing else here locks. */
    private static final long LOCK = 0x626f74666c6f77L;

    private ShadowTables() {}

    /**
     * Makes them anew. As long as the connection is open no other replay can begin.
     *
     * @throws IllegalStateException if another is under way
     */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet lock = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                lock.next();
                if (!lock.getBoolean(1)) {
                    throw new IllegalStateException("another replay into this database is under way");
                }
            }
            for (Table<?> table : TABLES) {
                String shadow = SCHEMA + "." + table.name();
                statement.execute("DROP TABLE IF EXISTS " + shadow);
                statement.execute("CREATE TABLE " + shadow + " (LIKE public." + table.name() + " INCLUDING ALL)");
                statement.execute("ALTER TABLE " + shadow + " ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
                statement.execute("CREATE POLICY repair_only ON " + shadow
                        + " FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)");
            }
            statement.execute("DROP TABLE IF EXISTS " + TURNED_AWAY);
            statement.execute(
                    "CREATE TABLE " + TURNED_AWAY
                            + " (source_partition integer, source_offset bigint, PRIMARY KEY (source_partition, source_offset))");
            ReplayRecord.createTable(statement);
        }
    }

    /** After many rows came in at once, so that they are compared by a good plan. */
    static void analyze(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Table<?> table : TABLES) {
                statement.execute("ANALYZE " + SCHEMA + "." + table.name());
            }
        }
    }
}
