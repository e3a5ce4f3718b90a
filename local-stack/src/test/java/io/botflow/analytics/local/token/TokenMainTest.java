package io.botflow.analytics.local.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.server.Port;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--expires=0; scripts/token: --expires: not between 1 and 3153600000 seconds: 0",
                "--expires=-5; scripts/token: --expires: not between 1 and 3153600000 seconds: -5",
                "--organization=1-2-3-4-5;"
                        + " scripts/token: Invalid value for option '--organization': '1-2-3-4-5' is not a UUID",
                "--bogus; scripts/token: Unknown option: '--bogus'",
            })
    void aWrongOptionIsToldInOneLine(String option, String message) {
        assertThat(run(Map.of(), option)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualToNormalizingNewlines(message + "\n");
    }

    @Test
    void aRoleThatDoesNotExistIsToldWithThoseThatDo() {
        assertThat(run(Map.of(), "--role=owner")).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("--role", "owner", "ADMIN");
    }

    @Test
    void aStackThatDoesNotRunIsToldInOneLine() {
        String port = Integer.toString(Port.resolve(Port.ANY));

        assertThat(run(Map.of("POSTGRES_PORT", port))).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("scripts/token: the stack does not run: PostgreSQL at POSTGRES_PORT " + port);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return TokenMain.run(environment, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
