package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.archive.MessageArchivePipeline;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.live.LiveMetricsPipeline;
import io.botflow.analytics.local.cluster.TestCluster;
import io.botflow.analytics.local.server.PostgresServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import redis.clients.jedis.Jedis;

/**
 * What a cluster holds on to that could leak.
 *
 * @param surplusPostgresConnections of the jobs, more than their sinks have
 * @param surplusRedisClients more than the sinks of {@code live-metrics} have
 * @param supervisorFiles open in the supervisor
 * @param supervisorThreads of the supervisor
 */
record ResourceUse(
        long surplusPostgresConnections, long surplusRedisClients, long supervisorFiles, long supervisorThreads) {
    /** Tables that {@code conversation-analytics} writes with as many tasks as it has. */
    private static final int TABLES = 5;
    /** Its progress and what old minutes are deleted with: one task each. */
    private static final int SINGLE_SINKS = 2;
    /** Frames and figures. */
    private static final int REDIS_SINKS = 2;

    /** One connection of HTTP and the threads of its client come and go. */
    private static final int TOLERANCE = 12;

    static ResourceUse of(TestCluster cluster) throws IOException, InterruptedException, SQLException {
        int analytics = cluster.parallelism(ConversationAnalyticsPipeline.JOB);
        int archive = cluster.parallelism(MessageArchivePipeline.JOB);
        int live = cluster.parallelism(LiveMetricsPipeline.JOB);
        Path supervisor = Path.of(
                "/proc", Long.toString(cluster.find("supervisor").orElseThrow().pid()));
        return new ResourceUse(
                postgresConnections(cluster) - ((long) TABLES * analytics + SINGLE_SINKS + archive),
                redisClients(cluster) - (long) REDIS_SINKS * live,
                entries(supervisor.resolve("fd")),
                entries(supervisor.resolve("task")));
    }

    /** Whether it is as much as it was in the beginning. */
    boolean isLike(ResourceUse before) {
        return surplusPostgresConnections == before.surplusPostgresConnections
                && surplusRedisClients == before.surplusRedisClients
                && supervisorFiles <= before.supervisorFiles + TOLERANCE
                && supervisorThreads <= before.supervisorThreads + TOLERANCE;
    }

    private static long postgresConnections(TestCluster cluster) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(cluster.settings().jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'botflow_jobs'")) {
            count.next();
            return count.getLong(1);
        }
    }

    private static long redisClients(TestCluster cluster) {
        try (Jedis redis = new Jedis("127.0.0.1", cluster.settings().ports().redis())) {
            // This one is among them.
            return redis.clientList().lines().count() - 1;
        }
    }

    private static long entries(Path directory) throws IOException {
        long entries = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path unused : all) {
                entries++;
            }
        }
        return entries;
    }
}
