package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private static final int WRONG_USAGE = 2;

    @ParameterizedTest
    @CsvSource({
        "--bogus, scripts/local: Unknown option: '--bogus'",
        "--replay=/no/such/file, scripts/local: --replay: /no/such/file is not a file that can be read",
        "--speed=5, scripts/local: --speed needs --replay",
        "--shift-to-now, scripts/local: --shift-to-now needs --replay",
        "--traffic=-1, scripts/local: --traffic: not a number of events per second: -1.0",
    })
    void aWrongOptionIsToldInOneLine(String option, String message) {
        assertThat(messageOf(Map.of(), option)).isEqualToNormalizingNewlines(message + "\n");
    }

    @Test
    void aBusyPortIsToldInOneLineBeforeAnythingStarts() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(busy.getLocalPort());
            assertThat(messageOf(Map.of("POSTGRES_PORT", port)))
                    .isEqualToNormalizingNewlines(
                            "scripts/local: port " + port + " is busy: set POSTGRES_PORT to another\n");
        }
    }

    private static String messageOf(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        try (PrintStream capture = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            System.setErr(capture);
            assertThat(Main.run(environment, arguments)).isEqualTo(WRONG_USAGE);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
