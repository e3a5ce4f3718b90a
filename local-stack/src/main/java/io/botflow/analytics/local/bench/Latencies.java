package io.botflow.analytics.local.bench;

import io.vertx.core.json.JsonObject;
import org.HdrHistogram.Histogram;

/** The percentiles of a histogram of microseconds, in milliseconds. */
public final class Latencies {
    private static final double MICROS_PER_MILLI = 1_000;

    private Latencies() {}

    /** p50 to p99.9 and the largest; nothing of an empty histogram. */
    public static JsonObject of(Histogram micros) {
        JsonObject latencies = new JsonObject();
        if (micros.getTotalCount() == 0) {
            return latencies;
        }
        return latencies
                .put("p50_ms", millis(micros.getValueAtPercentile(50)))
                .put("p90_ms", millis(micros.getValueAtPercentile(90)))
                .put("p99_ms", millis(micros.getValueAtPercentile(99)))
                .put("p99_9_ms", millis(micros.getValueAtPercentile(99.9)))
                .put("max_ms", millis(micros.getMaxValue()));
    }

    private static double millis(long micros) {
        return micros / MICROS_PER_MILLI;
    }
}
