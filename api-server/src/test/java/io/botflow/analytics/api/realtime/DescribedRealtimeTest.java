package io.botflow.analytics.api.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.contract.ApiContract;
import io.botflow.analytics.schemas.live.RealtimeFigures;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The description tells of the members that the answer has. */
class DescribedRealtimeTest {
    @Test
    void hasTheMembersThatAreDescribed() {
        JsonObject description = new JsonObject(ApiContract.load().openApiJson())
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("Realtime");
        RealtimeFigures nothing = RealtimeFigures.fromOrganizationFields(Map.of(), "");

        JsonObject answer = RealtimeAnswer.of(nothing, nothing, Today.NOTHING, null);

        assertThat(answer.fieldNames()).containsExactlyElementsOf(required(description));
        for (String inner : List.of("trend", "today")) {
            JsonObject described = description.getJsonObject("properties").getJsonObject(inner);
            assertThat(answer.getJsonObject(inner).fieldNames()).containsExactlyElementsOf(required(described));
        }
    }

    private static List<String> required(JsonObject schema) {
        JsonArray names = schema.getJsonArray("required");
        return names.stream().map(Object::toString).toList();
    }
}
