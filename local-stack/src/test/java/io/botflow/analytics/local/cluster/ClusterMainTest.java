package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.server.Port;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterMainTest {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        try (PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            return ClusterMain.run(new Installation(directory), environment, output, errors, arguments);
        }
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "savepoint"})
    void anUnknownJobIsAWrongUsageThatNamesTheJobs(String command) {
        assertThat(run(Map.of(), command, "nonsense")).isEqualTo(WRONG_USAGE);

        assertThat(said())
                .startsWith("scripts/" + command + ": ")
                .contains("live-metrics")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void aParallelismIsANumberFromOneOn(String parallelism) {
        assertThat(run(
                        Map.of("FLINK_ADDRESS", "http://127.0.0.1:1"),
                        "rescale",
                        "live-metrics",
                        parallelism,
                        "--data",
                        directory.toString()))
                .isEqualTo(WRONG_USAGE);
        assertThat(said()).hasLineCount(1);
    }

    @Test
    void statusWithoutAClusterFails() {
        assertThat(run(Map.of(), "cluster", "status", "--data", directory.toString()))
                .isEqualTo(FAILED);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("no cluster runs in");
    }

    @Test
    void downWithoutAClusterHasNothingToDo() {
        assertThat(run(Map.of(), "cluster", "down", "--data", directory.toString()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down"})
    void anotherClusterIsNeitherStartedNorStopped(String command) {
        assertThat(run(Map.of("FLINK_ADDRESS", "http://127.0.0.1:1"), "cluster", command))
                .isEqualTo(WRONG_USAGE);
        assertThat(said()).contains("FLINK_ADDRESS");
    }

    @Test
    void aBusyPortIsNamedWithItsVariable() throws Exception {
        try (ServerSocket busy = new ServerSocket(Port.ANY, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(
                            Map.of("REDIS_PORT", Integer.toString(busy.getLocalPort())),
                            "cluster",
                            "up",
                            "--data",
                            directory.toString()))
                    .isEqualTo(WRONG_USAGE);
        }
        assertThat(said()).contains("REDIS_PORT");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void agesAreToldInTheUnitThatFits() {
        assertThat(StatusTable.age(Duration.ofSeconds(-1))).isEqualTo("0 s");
        assertThat(StatusTable.age(Duration.ofSeconds(119))).isEqualTo("119 s");
        assertThat(StatusTable.age(Duration.ofMinutes(119))).isEqualTo("119 min");
        assertThat(StatusTable.age(Duration.ofDays(2))).isEqualTo("48 h");
    }
}
