package io.botflow.analytics.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeShiftTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00.500Z");

    @TempDir
    Path directory;

    private TimeShift shift;

    @BeforeEach
    void shiftByOneHour() throws IOException {
        Path file = directory.resolve("events");
        Files.writeString(file, """
                {"occurred_at":"2026-05-31T20:00:00Z"}
                {"occurred_at":"2026-06-01T01:00:00.500+02:00"}
                {"occurred_at":"tomorrow"}
                not json
                """);
        shift = TimeShift.newestTo(NOW, file);
    }

    @Test
    void theNewestBecomesTheStartOfTheReplay() {
        assertThat(shifted("{\"occurred_at\":\"2026-06-01T01:00:00.500+02:00\"}"))
                .isEqualTo("{\"occurred_at\":\"2026-06-01T00:00:00.500Z\"}");
    }

    @Test
    void everyOtherByteStaysAsItIs() {
        assertThat(
                        shifted(
                                "{ \"text\":\"é \\u00e9\", \"occurred_at\" : \"2026-05-31T20:00:00.123456789Z\" , \"n\":1e3 }\r"))
                .isEqualTo(
                        "{ \"text\":\"é \\u00e9\", \"occurred_at\" : \"2026-05-31T21:00:00.123456789Z\" , \"n\":1e3 }\r");
    }

    @Test
    void escapesInATimeAreRead() {
        assertThat(shifted("{\"occurred_at\":\"2026\\u002d05-31T20:00:00Z\",\"a\":1}"))
                .isEqualTo("{\"occurred_at\":\"2026-05-31T21:00:00Z\",\"a\":1}");
    }

    @Test
    void whatCannotBeReadStaysAsItIs() {
        for (String line : new String[] {
            "",
            "not json",
            "{\"occurred_at\":\"tomorrow\"}",
            "{\"occurred_at\":\"2026-02-30T00:00:00Z\"}",
            "{\"occurred_at\":\"2026-02-03 00:00:00Z\"}",
            "{\"occurred_at\":\"9999-12-31T23:59:59Z\"}",
            "{\"occurred_at\":5}"
        }) {
            assertThat(shifted(line)).isEqualTo(line);
        }
    }

    private String shifted(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new String(shift.apply(bytes, EventHead.of(bytes)), StandardCharsets.UTF_8);
    }
}
