package io.botflow.analytics.api.query;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import io.vertx.core.buffer.Buffer;

/** Merges stored sketches. */
final class Sketches {
    private Sketches() {}

    /** Of no sketch, or null, an empty one. */
    static ResponseTimeSketch merged(Buffer... stored) {
        ResponseTimeSketch merged = new ResponseTimeSketch();
        if (stored != null) {
            for (Buffer one : stored) {
                if (one != null) {
                    merged.merge(ResponseTimeSketch.fromBytes(one.getBytes()));
                }
            }
        }
        return merged;
    }
}
