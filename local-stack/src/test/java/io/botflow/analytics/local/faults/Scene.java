package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.archive.MessageArchivePipeline;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.live.LiveMetricsPipeline;
import io.botflow.analytics.local.StackServer;
import io.botflow.analytics.local.cluster.TestCluster;
import io.botflow.analytics.local.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * What faults are done to.
 *
 * @param random decides whatever a fault leaves open
 */
record Scene(TestCluster cluster, HardTraffic traffic, Random random) {
    /** The jobs that run all the time. */
    static final List<String> JOBS =
            List.of(ConversationAnalyticsPipeline.JOB, MessageArchivePipeline.JOB, LiveMetricsPipeline.JOB);

    static final String JOB_MANAGER = "jobmanager";
    static final List<String> TASK_MANAGERS = List.of("taskmanager-1", "taskmanager-2");

    /** Waits for a process that is being started again. */
    StackServer server(String name) throws InterruptedException {
        while (true) {
            var process = cluster.find(name);
            if (process.isPresent()) {
                return new StackServer(process.get());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    void kill(String name) throws InterruptedException {
        server(name).kill();
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Lets time pass while a fault lasts. */
    void pause(int leastMillis, int mostMillis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(leastMillis, mostMillis + 1));
    }

    /** A session of the database's superuser. */
    Connection session() throws SQLException {
        return DriverManager.getConnection(cluster.settings().jdbcUrl(PostgresServer.SUPERUSER));
    }

    Jedis redis() {
        return new Jedis("127.0.0.1", cluster.settings().ports().redis());
    }
}
