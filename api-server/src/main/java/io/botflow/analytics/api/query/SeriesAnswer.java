package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Buckets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The rows of all buckets.
 *
 * @param more further members of the answer
 */
public record SeriesAnswer(Tenant tenant, Buckets buckets, List<JsonObject> rows, JsonObject more) {
    /** As clients get it. */
    public JsonObject toJson() {
        return new JsonObject()
                .put("data", new JsonArray(rows))
                .mergeIn(more)
                .put(
                        "meta",
                        new JsonObject()
                                .put("from", Json.time(buckets.range().from()))
                                .put("to", Json.time(buckets.range().to()))
                                .put("tz", buckets.zone().getId())
                                .put("interval", buckets.interval().text())
                                .put("as_of", Json.time(tenant.progress().asOf()))
                                .put(
                                        "complete_until",
                                        Json.time(tenant.progress().completeUntil())));
    }
}
