package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloseCodeTest {
    /** What a close frame has room for beside its code. */
    private static final int LONGEST_REASON_BYTES = 123;

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION_REQUIRED,1008",
        "NOT_A_MEMBER,1008",
        "TOKEN_EXPIRED,1008",
        "OTHER_USER,1008",
        "TOO_MANY_CONNECTIONS,1008",
        "TOO_MANY_MESSAGES,1008",
        "NOT_TEXT,1003",
        "NOT_WELL_FORMED,1002",
        "TOO_LARGE,1009",
        "NOT_READING,1013",
        "TRY_AGAIN_LATER,1013",
        "SERVER_STOPS,1001",
    })
    void isTheOneThatClientsKnow(CloseCode code, int number) {
        assertThat(code.code()).isEqualTo((short) number);
    }

    @ParameterizedTest
    @EnumSource
    void fitsIntoACloseFrame(CloseCode code) {
        assertThat(code.reason().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1, LONGEST_REASON_BYTES);
    }

    @Test
    void tellsReasonsApart() {
        assertThat(CloseCode.values()).extracting(CloseCode::reason).doesNotHaveDuplicates();
        assertThat(CloseCode.AUTHENTICATION_REQUIRED.reason()).isEqualTo("Authentication required");
    }
}
