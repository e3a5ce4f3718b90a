package io.botflow.analytics.local.faults;

import io.botflow.analytics.local.StackServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What happens to PostgreSQL. */
enum PostgresFault implements Fault {
    POSTGRES_RESTARTED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.server(NAME).stop("-INT");
        }
    },
    POSTGRES_KILLED {
        @Override
        public void strike(Scene scene) throws Exception {
            scene.kill(NAME);
        }
    },
    POSTGRES_FROZEN {
        @Override
        public void strike(Scene scene) throws Exception {
            StackServer postgres = scene.server(NAME);
            postgres.freeze();
            try {
                scene.pause(10_000, 30_000);
            } finally {
                postgres.thaw();
            }
        }
    },
    CONNECTIONS_TERMINATED {
        @Override
        public void strike(Scene scene) throws Exception {
            for (int i = 0; i < TERMINATIONS; i++) {
                try (Connection session = scene.session();
                        Statement statement = session.createStatement()) {
                    statement.execute(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'botflow_jobs'");
                }
                scene.pause(200, 1_500);
            }
        }
    },
    ROWS_LOCKED {
        @Override
        public void strike(Scene scene) throws Exception {
            try (Connection session = scene.session();
                    Statement statement = session.createStatement()) {
                session.setAutoCommit(false);
                for (String table : TABLES) {
                    // As the jobs take them, so that none waits for the other.
                    statement.execute("SELECT 1 FROM " + table + " ORDER BY organization_id, " + REST_OF_KEY.get(table)
                            + " FOR UPDATE");
                }
                scene.pause(15_000, 20_000);
                session.rollback();
            }
        }
    },
    /** The jobs update rows in the order of their keys; this session takes the last first, then all before it. */
    ROWS_LOCKED_IN_REVERSE_ORDER {
        @Override
        public void strike(Scene scene) throws Exception {
            for (int i = 0; i < DEADLOCKS; i++) {
                for (String table : TABLES) {
                    lockInReverse(scene, table);
                }
            }
        }
    };

    private static final String NAME = "postgres";
    private static final int TERMINATIONS = 8;
    private static final int DEADLOCKS = 3;
    /** What rows are ordered by within an organization, by their table. */
    private static final Map<String, String> REST_OF_KEY = Map.of(
            "conversation_metrics", "conversation_id",
            "bot_performance_metrics", "bot_id, date",
            "usage_analytics", "hour",
            "bot_metrics_15m", "bot_id, bucket_start");

    private static final List<String> TABLES =
            REST_OF_KEY.keySet().stream().sorted().toList();
    /** Of the server: this session was the one that gave way. */
    private static final String DEADLOCK_DETECTED = "40P01";

    private static void lockInReverse(Scene scene, String table) throws SQLException, InterruptedException {
        try (Connection session = scene.session();
                Statement statement = session.createStatement()) {
            session.setAutoCommit(false);
            statement.execute("SELECT 1 FROM " + table
                    + " ORDER BY organization_id DESC LIMIT (SELECT count(*) / 2 FROM " + table
                    + ") FOR UPDATE");
            awaitWaiting(statement);
            statement.execute("SELECT 1 FROM " + table + " FOR UPDATE");
            session.rollback();
        } catch (SQLException e) {
            if (!DEADLOCK_DETECTED.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Until a job waits for a lock, or there is nothing that it wants to write just now. */
    private static void awaitWaiting(Statement statement) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() < deadline) {
            try (ResultSet waiting = statement.executeQuery("SELECT 1 FROM pg_stat_activity"
                    + " WHERE usename = 'botflow_jobs' AND wait_event_type = 'Lock'")) {
                if (waiting.next()) {
                    return;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
