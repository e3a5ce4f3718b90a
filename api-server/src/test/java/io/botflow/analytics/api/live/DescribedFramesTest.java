package io.botflow.analytics.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.contract.ApiContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The description of the WebSocket tells of what the server does. */
class DescribedFramesTest {
    private final JsonObject description = new JsonObject(ApiContract.load().asyncApiJson());

    @Test
    void tellsOfEveryReasonToClose() {
        JsonArray codes =
                description.getJsonObject("channels").getJsonObject("stream").getJsonArray("x-close-codes");
        List<String> described = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            JsonObject code = codes.getJsonObject(i);
            described.add(code.getInteger("code") + " " + code.getString("reason"));
        }

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CloseCode.values())
                        .map(code -> code.code() + " " + code.reason())
                        .toList());
    }

    @Test
    void tellsOfEveryReasonOfAGap() {
        JsonArray reasons = payload(ServerFrame.GAP)
                .getJsonObject("data")
                .getJsonObject("properties")
                .getJsonObject("reason")
                .getJsonArray("enum");

        assertThat(reasons.stream().map(Object::toString).toList())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(GapReason.values()).map(GapReason::text).toList());
    }

    @Test
    void tellsOfEveryFrameOfTheServer() {
        for (String type : List.of(ServerFrame.METRICS_UPDATE, ServerFrame.GAP, ServerFrame.ERROR, ServerFrame.PONG)) {
            assertThat(payload(type).getJsonObject("type").getString("const")).isEqualTo(type);
        }
    }

    private JsonObject payload(String type) {
        return description
                .getJsonObject("components")
                .getJsonObject("messages")
                .getJsonObject(type)
                .getJsonObject("payload")
                .getJsonObject("properties");
    }
}
