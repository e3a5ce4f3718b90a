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
                        Meta.of(
                                buckets.range(),
                                buckets.zone().getId(),
                                buckets.interval().text(),
                                tenant.progress()));
    }
}
