package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.HardSet;
import io.botflow.analytics.local.StoredTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job goes through on a cluster of processes, in the middle of a stream: the rows are the same in the end. */
@Tag("cluster")
class ClusterIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final BotJob JOB = BotJob.CONVERSATION_ANALYTICS;
    private static final int CONVERSATIONS = 60;

    @TempDir
    Path directory;

    @Test
    void killsRescalingAndUpgradesLeaveTheRowsOfABatchRecomputation() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("ClusterIT: -Dbotflow.seed=" + seed);
        HardSet set = HardSet.of(seed, CONVERSATIONS);
        int fifth = set.arrivals().size() / 5;

        List<ClusterProcesses.Running> processes;
        try (TestCluster cluster = TestCluster.up(directory.resolve("cluster"))) {
            String kafka = cluster.settings().bootstrapServers();
            cluster.succeed("deploy", JOB.jobName());
            set.send(kafka, 0, fifth);
            awaitCheckpoints(cluster, run(cluster), 2);

            cluster.kill(busyTaskManager(cluster));
            set.send(kafka, fifth, 2 * fifth);
            awaitCheckpoints(cluster, run(cluster), 2);
            await().atMost(LIMIT).until(cluster::isHealthy);

            String lost = run(cluster);
            Path previous = cluster.killJobManagerAndDamageNewestCheckpoint(JOB.jobName());
            set.send(kafka, 2 * fifth, 3 * fifth);
            await().atMost(LIMIT).until(() -> !run(cluster).equals(lost));
            awaitCheckpoints(cluster, run(cluster), 1);
            assertThat(cluster.rest().restoredFrom(run(cluster)).map(uri -> Path.of(URI.create(uri))))
                    .hasValue(previous);

            cluster.succeed("rescale", JOB.jobName(), "2");
            assertThat(cluster.rest().parallelism(run(cluster))).isEqualTo(2);
            set.send(kafka, 3 * fifth, 4 * fifth);

            cluster.succeed("upgrade", JOB.jobName(), cluster.jobsJar().toString());
            goesBackWhenTheNewJarDoesNotRun(cluster);
            set.send(kafka, 4 * fifth, set.arrivals().size());

            StoredTables stored = new StoredTables(cluster.settings().jdbcUrl("postgres"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stored.figureDifferences(set.arrivals()))
                            .as("-Dbotflow.seed=%d", seed)
                            .isEmpty());
            cluster.succeed("cluster", "status");
            processes = cluster.all();
        }
        assertThat(processes).hasSize(7).noneMatch(ClusterProcesses.Running::isAlive);
    }

    @Test
    void aJobThatWasStoppedStaysStoppedAndOneThatRanGoesOnAfterAnotherStart() throws Exception {
        Path data = directory.resolve("cluster");
        String stopped;
        try (TestCluster cluster = TestCluster.up(data)) {
            cluster.succeed("deploy", JOB.jobName());
            cluster.succeed("deploy", BotJob.LIVE_METRICS.jobName());
            awaitCheckpoints(cluster, run(cluster, BotJob.LIVE_METRICS), 1);
            stopped = cluster.run("savepoint", JOB.jobName(), "--stop").out().strip();
        }

        try (TestCluster cluster = TestCluster.up(data)) {
            String run = run(cluster, BotJob.LIVE_METRICS);
            assertThat(cluster.rest().restoredFrom(run)).isPresent();
            // The ports are others now.
            assertThat(cluster.deployed(BotJob.LIVE_METRICS).settings())
                    .containsEntry("KAFKA_BOOTSTRAP_SERVERS", cluster.settings().bootstrapServers());
            assertThat(cluster.rest().live(JOB)).isEmpty();

            cluster.succeed("deploy", JOB.jobName(), "--from-savepoint");
            assertThat(cluster.deployed(JOB).origin()).isEqualTo(stopped);
        }
    }

    private static void goesBackWhenTheNewJarDoesNotRun(TestCluster cluster) throws Exception {
        String before = cluster.deployed(JOB).jar();
        Path broken = cluster.directory().root().resolve("broken.jar");
        // It can be submitted, but no task of it can open its sink.
        copyWithout(cluster.jobsJar(), broken, "org/postgresql/Driver.class");

        TestCluster.Answer answer = cluster.run("upgrade", JOB.jobName(), broken.toString());

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err()).contains("what ran before runs again");
        assertThat(cluster.deployed(JOB).jar()).isEqualTo(before);
        assertThat(cluster.rest().live(JOB)).isPresent();
    }

    private static String busyTaskManager(TestCluster cluster) throws Exception {
        URI all = URI.create(cluster.settings().flinkUrl() + "taskmanagers");
        try (InputStream in = all.toURL().openStream()) {
            for (var taskManager : new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(in)
                    .path("taskmanagers")) {
                if (taskManager.path("freeSlots").asInt()
                        < taskManager.path("slotsNumber").asInt()) {
                    return taskManager.path("id").asText();
                }
            }
        }
        throw new IOException("no TaskManager has anything to do");
    }

    /** Waits for checkpoints that begin from now on. */
    private static void awaitCheckpoints(TestCluster cluster, String run, int more) {
        FlinkRest rest = cluster.rest();
        long[] last = {-1};
        await().atMost(LIMIT).ignoreExceptions().until(() -> {
            long newest =
                    rest.newestCheckpoint(run).map(FlinkRest.Checkpoint::number).orElse(0L);
            if (last[0] < 0) {
                last[0] = newest;
            }
            return newest >= last[0] + more;
        });
    }

    private static String run(TestCluster cluster) {
        return run(cluster, JOB);
    }

    private static String run(TestCluster cluster, BotJob job) {
        return cluster.deployed(job).runs().get(0);
    }

    private static void copyWithout(Path from, Path to, String left) throws IOException {
        try (ZipFile in = new ZipFile(from.toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Enumeration<? extends ZipEntry> entries = in.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (!entry.getName().equals(left)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.getInputStream(entry).transferTo(out);
                    out.closeEntry();
                }
            }
        }
    }
}
