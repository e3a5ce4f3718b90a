package io.botflow.analytics.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void alwaysSaysWhenToAskAgainIfThatHelps() {
        assertThat(Problem.unavailable("x").retryAfterSeconds()).isEqualTo(5);
        assertThat(Problem.tookTooLong("x").retryAfterSeconds()).isEqualTo(5);
        assertThat(Problem.tooMany("x", 7).retryAfterSeconds()).isEqualTo(7);
        assertThat(new Problem(Problem.TOO_MANY_REQUESTS, "x", "x").retryAfterSeconds())
                .isPositive();
        assertThat(Problem.ofParameter("x", "y").retryAfterSeconds()).isNull();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(Problem.ofParameter("bot_id", "is not a UUID").toJson().encode())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Wrong parameter\",\"status\":400,"
                        + "\"detail\":\"bot_id is not a UUID\",\"parameter\":\"bot_id\"}");
        assertThat(Problem.tookTooLong("x").toJson().getMap()).doesNotContainKeys("parameter", "request_id");
    }
}
