package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.HardSet;
import io.botflow.analytics.local.StoredTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink's own high availability: a new JobManager finds the jobs of the one that was killed in ZooKeeper. */
@Tag("cluster")
class ZooKeeperIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final BotJob JOB = BotJob.CONVERSATION_ANALYTICS;
    private static final int CONVERSATIONS = 30;

    @TempDir
    Path directory;

    @Test
    void aJobOutlivesItsJobManagerUnderTheSameId() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("ZooKeeperIT: -Dbotflow.seed=" + seed);
        HardSet set = HardSet.of(seed, CONVERSATIONS);
        int half = set.arrivals().size() / 2;
        try (TestingServer zooKeeper =
                        new TestingServer(-1, directory.resolve("zookeeper").toFile(), true);
                TestCluster cluster = TestCluster.up(
                        directory.resolve("cluster"),
                        "-D",
                        "high-availability.type=zookeeper",
                        "-D",
                        "high-availability.zookeeper.quorum=" + zooKeeper.getConnectString())) {
            String kafka = cluster.settings().bootstrapServers();
            cluster.succeed("deploy", JOB.jobName());
            String run = cluster.deployed(JOB).runs().get(0);
            set.send(kafka, 0, half);
            await().atMost(LIMIT)
                    .until(() -> cluster.rest().newestCheckpoint(run).isPresent());

            cluster.kill("jobmanager");
            set.send(kafka, half, set.arrivals().size());

            await().atMost(LIMIT).until(() -> cluster.process("jobmanager").starts() == 2);
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() ->
                            cluster.rest().job(run).filter(FlinkRest.Job::runs).isPresent());
            StoredTables stored = new StoredTables(cluster.settings().jdbcUrl("postgres"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stored.figureDifferences(set.arrivals()))
                            .as("-Dbotflow.seed=%d", seed)
                            .isEmpty());
            assertThat(cluster.deployed(JOB).runs()).containsExactly(run);
            assertThat(Files.readString(cluster.directory().logs().resolve("jobmanager.log")))
                    .contains("Restoring job " + run);
        }
    }
}
