package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.problem.Problem;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFrameTest {
    @Test
    void answersAPing() {
        assertThat(ServerFrame.pong()).isEqualTo("{\"type\":\"pong\",\"id\":null,\"data\":{}}");
    }

    @ParameterizedTest
    @CsvSource({
        "SLOW_CLIENT,slow client",
        "LOST_SOURCE,live data was interrupted",
        "UNKNOWN_ID,last_id is not held",
    })
    void saysWhyFramesAreLost(GapReason reason, String text) {
        assertThat(ServerFrame.gap(reason))
                .isEqualTo("{\"type\":\"gap\",\"id\":null,\"data\":{\"reason\":\"" + text + "\"}}");
    }

    @Test
    void givesFiguresThatAreMissingAsNull() {
        JsonObject figures = new JsonObject().put("messagesPerHour", 0).putNull("avgResponseTime");

        assertThat(ServerFrame.metricsUpdate(figures))
                .isEqualTo("{\"type\":\"metrics_update\",\"id\":null,"
                        + "\"data\":{\"messagesPerHour\":0,\"avgResponseTime\":null}}");
    }

    @Test
    void givesAProblemAsRestDoes() {
        assertThat(ServerFrame.error(Problem.ofParameter("bot_ids", "is not an array")))
                .isEqualTo("{\"type\":\"error\",\"id\":null,\"data\":{\"type\":\"about:blank\","
                        + "\"title\":\"Wrong parameter\",\"status\":400,"
                        + "\"detail\":\"bot_ids is not an array\",\"parameter\":\"bot_ids\"}}");
    }

    @Test
    void escapesWhatAProblemQuotes() {
        String hostile = "\"},\"type\":\"gap\\ \n\r\t\u0000 Grüße \uD83D\uDE00";

        String text = ServerFrame.error(Problem.notFound("bot_ids", hostile));

        assertThat(text)
                .contains("\\\"},\\\"type\\\":\\\"gap\\\\ \\n\\r\\t\\u0000 Grüße")
                .doesNotContain("\n", "\u0000");
        JsonObject frame = new JsonObject(text);
        assertThat(frame.getString("type")).isEqualTo("error");
        assertThat(frame.getJsonObject("data").getString("detail")).isEqualTo("there is no bot_ids " + hostile);
    }
}
