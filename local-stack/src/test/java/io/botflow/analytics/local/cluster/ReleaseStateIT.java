package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.FirstReads;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.local.AnalyticsJob;
import io.botflow.analytics.local.LiveComparison;
import io.botflow.analytics.local.RecordEnds;
import io.botflow.analytics.local.StoredTables;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/**
 * The jobs of today go on from savepoints that those of earlier releases have written. Before a release, to keep its
 * state: {@code mvn verify -pl local-stack -am -Dit.test=ReleaseStateIT#writesTheStateOfThisRelease
 * -Dexcluded.tests=none -Dbotflow.release=src/test/resources/state/v2}, with the other options that {@code scripts/test}
 * has; then name the directory below.
 */
@Tag("cluster")
class ReleaseStateIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String RELEASE = "botflow.release";
    private static final long SEED = 20_260_301;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = "v1")
    void goesOnToTheRowsOfTheWholeStream(String release) throws Exception {
        ReleaseState state = new ReleaseState(
                Path.of(ReleaseStateIT.class.getResource("/state/" + release).toURI()));
        List<byte[]> before = state.before();
        List<byte[]> after = state.after();
        List<BotEvent> all = new ArrayList<>(ReleaseState.events(before));
        all.addAll(ReleaseState.events(after));

        try (TestCluster cluster = TestCluster.up(directory.resolve("cluster"))) {
            runUntilStored(cluster, before);
            for (BotJob job : BotJob.values()) {
                cluster.succeed("savepoint", job.jobName(), "--stop");
            }
            // A job that began anew would not find them.
            delete(cluster, before.size());

            for (BotJob job : BotJob.values()) {
                Path savepoint = directory.resolve(job.jobName());
                ReleaseState.copy(state.savepoint(job), savepoint);
                cluster.succeed("deploy", job.jobName(), "--from-savepoint=" + FlinkConfiguration.uri(savepoint));
            }
            ReleaseState.send(cluster.settings().bootstrapServers(), after);

            StoredTables stored = new StoredTables(cluster.settings().jdbcUrl("postgres"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stored.differences(all)).isEmpty());
            assertEnds(cluster, FirstReads.of(all));
            assertLiveFigures(cluster, all);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = RELEASE, matches = ".+")
    void writesTheStateOfThisRelease() throws Exception {
        ReleaseState state = new ReleaseState(Path.of(System.getProperty(RELEASE)));
        state.writeEvents(SEED);
        try (TestCluster cluster = TestCluster.up(directory.resolve("cluster"))) {
            runUntilStored(cluster, state.before());
            for (BotJob job : BotJob.values()) {
                TestCluster.Answer answer = cluster.run("savepoint", job.jobName());
                state.writeSavepoint(
                        job, Path.of(URI.create(answer.out().strip()).getPath()));
            }
        }
    }

    private static void runUntilStored(TestCluster cluster, List<byte[]> lines) throws Exception {
        ReleaseState.send(cluster.settings().bootstrapServers(), lines);
        for (BotJob job : BotJob.values()) {
            cluster.succeed("deploy", job.jobName());
        }
        long messages = FirstReads.of(ReleaseState.events(lines)).events().stream()
                .filter(event -> event.text() != null)
                .count();
        StoredTables stored = new StoredTables(cluster.settings().jdbcUrl("postgres"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored.query("SELECT count(*) FROM messages"))
                        .containsExactly(Map.of("count", Long.toString(messages))));
        AnalyticsJob job = AnalyticsJob.running(cluster.settings().flinkUrl());
        await().atMost(LIMIT)
                .until(() -> job.recordEnds()
                        .filter(ends -> ends.recordsRead() == lines.size())
                        .isPresent());
    }

    private static void delete(TestCluster cluster, int records) throws Exception {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.settings().bootstrapServers()))) {
            admin.deleteRecords(IntStream.range(0, ReleaseState.PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(Topics.BOT_EVENTS, partition))
                            .collect(Collectors.toMap(
                                    Function.identity(),
                                    partition -> RecordsToDelete.beforeOffset(
                                            ReleaseState.sentTo(partition.partition(), records)))))
                    .all()
                    .get();
        }
    }

    private static void assertEnds(TestCluster cluster, FirstReads reads) throws Exception {
        AnalyticsJob job = AnalyticsJob.running(cluster.settings().flinkUrl());
        long counted = reads.events().size();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(job.recordEnds())
                        .hasValue(new RecordEnds(counted + reads.duplicates(), counted, reads.duplicates(), 0, 0)));
    }

    private static void assertLiveFigures(TestCluster cluster, List<BotEvent> all) {
        LiveComparison live = new LiveComparison(all, SEED);
        Instant end = Instant.ofEpochMilli(GeneratedEvents.BEGIN).plus(GeneratedEvents.SPAN);
        try (Jedis redis = new Jedis("127.0.0.1", cluster.settings().ports().redis())) {
            await().atMost(LIMIT).untilAsserted(() -> live.assertEveryFigure(redis, end));
        }
    }
}
