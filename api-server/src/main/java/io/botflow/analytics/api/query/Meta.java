package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Progress;
import io.botflow.analytics.api.range.TimeRange;
import io.vertx.core.json.JsonObject;

/** What every list says of itself: which time it covers, and how far its figures have come. */
final class Meta {
    private Meta() {}

    /**
     * The member {@code meta}.
     *
     * @param range null if there is none
     * @param interval null if there are no buckets
     */
    static JsonObject of(TimeRange range, String zone, String interval, Progress progress) {
        return new JsonObject()
                .put("from", range == null ? null : Json.time(range.from()))
                .put("to", range == null ? null : Json.time(range.to()))
                .put("tz", zone)
                .put("interval", interval)
                .put("as_of", Json.time(progress.asOf()))
                .put("complete_until", Json.time(progress.completeUntil()));
    }
}
