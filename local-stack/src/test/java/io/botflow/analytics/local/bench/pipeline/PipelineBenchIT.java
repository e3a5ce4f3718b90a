package io.botflow.analytics.local.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What the figures are worth: right rows have them, wrong rows have none. It takes minutes, so it runs only when it is
 * asked for: {@code -Dexcluded.tests=none -Dit.test=PipelineBenchIT}.
 */
@Tag("bench")
class PipelineBenchIT {
    private static final int DONE = 0;
    private static final int WRONG_ROWS = 1;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(Consumer<String> beforeChecking, String... arguments) {
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return new CommandLine(new PipelineBench(directory, Clock.systemUTC(), out, beforeChecking))
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .execute(arguments);
        }
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void rightRowsHaveTheirFiguresAndTheRatioLast() throws Exception {
        Path file = directory.resolve("figures.json");

        assertThat(run(jdbcUrl -> {}, "--events=20000", "--state=rocksdb", "--seed=7", "--out=" + file))
                .as(this::said)
                .isEqualTo(DONE);

        JsonObject report = new JsonObject(Files.readString(file));
        JsonObject run = report.getJsonArray("runs").getJsonObject(0);
        assertThat(report.getJsonObject("machine").fieldNames())
                .contains("commit", "processors", "processor", "memory_mib", "jdk");
        assertThat(run.getJsonObject("setup").getString("state")).isEqualTo("rocksdb");
        assertThat(run.getJsonObject("setup").getLong("seed")).isEqualTo(7);
        JsonObject job = run.getJsonObject("job");
        double cost = job.getDouble("cpu_seconds_per_million");
        double floor = run.getJsonObject("floor").getDouble("cpu_seconds_per_million");
        assertThat(List.of(cost, floor, job.getDouble("wall_seconds"))).allMatch(figure -> figure > 0);
        assertThat(job.getLong("peak_memory_mib")).isPositive();
        assertThat(job.getJsonObject("checkpoints").getLong("state_bytes")).isPositive();
        assertThat(run.getJsonObject("rows")
                        .getJsonObject("conversation_metrics")
                        .getLong("inserted"))
                .isPositive();
        assertThat(said().strip().lines().reduce((before, line) -> line))
                .contains(String.format(Locale.ROOT, "ratio %.2f", run.getDouble("ratio")));
        assertThat(directory.resolve("figures.svg")).exists();
    }

    @Test
    void wrongRowsOfAnyTableHaveNone() {
        assertThat(run(PipelineBenchIT::tamper, "--events=5000", "--out=" + directory.resolve("figures.json")))
                .as(this::said)
                .isEqualTo(WRONG_ROWS);

        assertThat(said())
                .contains(
                        "WRONG ROWS: 4 differences",
                        "conversation_metrics",
                        "customer_phone: expected +1555",
                        "bot_performance_metrics",
                        "total_messages: expected",
                        "usage_analytics",
                        "row: expected present, actual missing",
                        "bot_metrics_15m",
                        "inbound: expected")
                .doesNotContain("ratio", "cpu_seconds");
        assertThat(directory.resolve("figures.json")).doesNotExist();
    }

    private static void tamper(String jdbcUrl) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl);
                Statement statement = connection.createStatement()) {
            for (String change : List.of(
                    "UPDATE conversation_metrics SET customer_phone = '+1' WHERE %s",
                    "UPDATE bot_performance_metrics SET total_messages = total_messages + 1 WHERE %s",
                    "DELETE FROM usage_analytics WHERE %s",
                    "UPDATE bot_metrics_15m SET inbound = inbound + 1 WHERE %s")) {
                String table = change.split(" ", -1)[change.startsWith("DELETE") ? 2 : 1];
                assertThat(statement.executeUpdate(change.formatted("ctid = (SELECT min(ctid) FROM " + table + ")")))
                        .isEqualTo(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
