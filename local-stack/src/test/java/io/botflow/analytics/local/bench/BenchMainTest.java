package io.botflow.analytics.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.server.Port;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchMainTest {
    private static final int WRONG_USAGE = 2;

    @ParameterizedTest
    @CsvSource({
        "nothing, scripts/bench: Unmatched argument at index 0: 'nothing'",
        "live --seconds=0, scripts/bench: --seconds: not a number of seconds above 0: 0",
        "api --clients=0, scripts/bench: --clients: not a number above 0: 0",
        "api --conversations=-5, scripts/bench: --conversations: not a number above 0: -5",
        "pipeline --events=5, scripts/bench: --events: not a number from 1000 on: 5",
        "pipeline --parallelism=129, scripts/bench: --parallelism: not a number between 1 and 128: 129",
        "pipeline --bots=0, scripts/bench: --bots: not a number between 1 and 1000000: 0",
        "pipeline --heap=255, scripts/bench: --heap: not a number from 256 on: 255",
        "pipeline --out=x.txt, scripts/bench: --out: not a file that ends with .json: x.txt",
        "live --warm-up=-1, scripts/bench: --warm-up: not a number of seconds above 0: -1",
    })
    void aWrongArgumentIsToldInOneLine(String line, String message) {
        assertThat(messageOf(Map.of(), line.split(" ", -1))).isEqualToNormalizingNewlines(message + "\n");
    }

    @Test
    void aCommandIsNeeded() {
        assertThat(messageOf(Map.of())).contains("live", "api", "pipeline", "profile");
    }

    @Test
    void aRunningStackMustRun() {
        String port = Integer.toString(Port.resolve(Port.ANY));
        assertThat(messageOf(Map.of("API_PORT", port), "live", "--running", "latency"))
                .contains("API_PORT " + port);
    }

    private static String messageOf(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            assertThat(BenchMain.run(Path.of(""), environment, err, err, arguments))
                    .isEqualTo(WRONG_USAGE);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
