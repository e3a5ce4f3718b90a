package io.botflow.analytics.api.query;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** Merges stored sketches. */
final class Sketches {
    private Sketches() {}

    /**
     * All of them as one.
     *
     * @param stored null, or holding null, where there is none
     */
    static ResponseTimeSketch merged(Buffer[] stored) {
        List<byte[]> present = new ArrayList<>();
        if (stored != null) {
            for (Buffer one : stored) {
                if (one != null) {
                    present.add(one.getBytes());
                }
            }
        }
        return ResponseTimeSketch.merged(present);
    }
}
