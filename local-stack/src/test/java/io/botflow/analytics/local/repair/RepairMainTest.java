package io.botflow.analytics.local.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepairMainTest {
    private static final int WRONG_USAGE = 2;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        try (PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            return RepairMain.run(environment, Clock.systemUTC(), output, errors, arguments);
        }
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-01-31T00:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "0001-01-01, 0001-01-01T00:00:00Z"
    })
    void aBoundIsATimeOrADate(String text, String expected) {
        assertThat(RangeBound.parse(text).instant()).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-02-30", "2026-01-31T12:00:00", "9999-12-31T23:59:59-01:00", ""})
    void whatIsNoBoundIsAWrongUsageThatNamesTheOption(String text) {
        assertThat(run(Map.of(), "replay", "--from", text, "--to", "2026-01-01"))
                .isEqualTo(WRONG_USAGE);

        assertThat(said()).startsWith("scripts/replay: ").contains("--from").hasLineCount(1);
    }

    @Test
    void aRangeIsNotEmpty() {
        assertThat(run(Map.of(), "replay", "--from", "2026-01-01", "--to", "2026-01-01"))
                .isEqualTo(WRONG_USAGE);

        assertThat(said()).contains("--from").contains("--to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay --to 2026-01-01",
                "verify --organization 1-1-1-1-1",
                "verify --examples -1",
                "verify --nonsense",
                "redrive --send",
                "redrive --again --list",
                "redrive --from /nonexistent/file"
            })
    void aWrongOptionIsToldInOneLine(String arguments) {
        assertThat(run(Map.of(), arguments.split(" ", -1))).isEqualTo(WRONG_USAGE);

        assertThat(said())
                .startsWith("scripts/" + arguments.split(" ", -1)[0] + ": ")
                .contains("--")
                .hasLineCount(1);
    }

    @Test
    void aSettingThatCannotBeReadIsNamed() {
        assertThat(run(Map.of("LATENESS_HORIZON", "a week"), "verify")).isEqualTo(WRONG_USAGE);

        assertThat(said()).contains("LATENESS_HORIZON").hasLineCount(1);
    }

    @Test
    void nothingIsWrittenOverAFile() throws Exception {
        Path there = Files.createFile(directory.resolve("there"));

        assertThat(run(Map.of(), "redrive", "--export", there.toString())).isEqualTo(WRONG_USAGE);

        assertThat(said()).contains("--export").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "verify", "redrive"})
    void helpGoesToStandardOutput(String command) {
        assertThat(run(Map.of(), command, "--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: scripts/" + command)
                .contains("Exit codes", "KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test
    void aPasswordIsNotTold() {
        RepairSettings settings = RepairSettings.from(Map.of("POSTGRES_PASSWORD", "secret"));

        assertThat(settings.toString()).contains("botflow_repair").doesNotContain("secret");
    }
}
