package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botflow.analytics.local.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTargetTest {
    @TempDir
    Path directory;

    private Installation installation;

    @BeforeEach
    void install() throws Exception {
        installation = new Installation(directory);
        Files.createDirectories(directory.resolve("flink-distribution/target/lib"));
    }

    @Test
    void onAnotherClusterTheEnvironmentDecidesEverySetting() throws Exception {
        ClusterTarget target = ClusterTarget.of(
                installation,
                Map.of(
                        "FLINK_ADDRESS", "http://flink:8081",
                        "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                        "POSTGRES_PASSWORD", "new",
                        "REDIS_URL", "redis://of-another-job"),
                Optional.of(directory));

        assertThat(target.address()).hasToString("http://flink:8081");
        assertThat(target.settings(
                        BotJob.MESSAGE_ARCHIVE, Map.of("POSTGRES_PASSWORD", "old", "POSTGRES_USER", "deployed")))
                .containsOnly(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
                        Map.entry("POSTGRES_PASSWORD", "new"),
                        Map.entry("POSTGRES_USER", "deployed"));
    }

    @Test
    void onThisMachineTheClusterDecidesWhereAJobReadsAndWrites() throws Exception {
        ClusterDirectory cluster = new ClusterDirectory(directory.resolve("data"));
        Files.createDirectories(cluster.root());
        ClusterSettings.fromEnvironment(Map.of("KAFKA_PORT", "19092"), Map.of()).write(cluster);
        new ClusterProcesses(
                        ClusterProcesses.Running.of(
                                "supervisor", ProcessHandle.current().pid(), 1),
                        true,
                        java.util.List.of(),
                        Map.of())
                .write(cluster);

        ClusterTarget target = ClusterTarget.of(
                installation,
                Map.of("KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092", "FLUSH_INTERVAL", "PT1S", "KAFKA_PORT", "7"),
                Optional.of(cluster.root()));

        assertThat(target.settings(BotJob.LIVE_METRICS, Map.of("LATENESS_HORIZON", "P1D", "REDIS_URL", "redis://old")))
                .containsOnly(
                        Map.entry("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:19092"),
                        Map.entry("CHECKPOINT_DIRECTORY", FlinkConfiguration.uri(cluster.checkpoints())),
                        Map.entry("REDIS_URL", "redis://127.0.0.1:6379"),
                        Map.entry("LATENESS_HORIZON", "P1D"),
                        Map.entry("FLUSH_INTERVAL", "PT1S"));
    }

    @Test
    void withoutAClusterItSaysHowToGetOne() {
        assertThatThrownBy(() -> ClusterTarget.of(installation, Map.of(), Optional.of(directory)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("scripts/cluster up")
                .hasMessageContaining("FLINK_ADDRESS");
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotTheCluster() {
        ClusterProcesses.Running now =
                ClusterProcesses.Running.of("x", ProcessHandle.current().pid(), 1);
        ClusterProcesses.Running before =
                new ClusterProcesses.Running("x", now.pid(), now.started().minusSeconds(60), 1);

        assertThat(now.isAlive()).isTrue();
        assertThat(before.isAlive()).isFalse();
    }
}
