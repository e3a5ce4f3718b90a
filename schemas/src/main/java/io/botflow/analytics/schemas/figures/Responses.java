package io.botflow.analytics.schemas.figures;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;

/**
 * How long responses took; figures in whole milliseconds, null without any.
 *
 * @param times the same responses as {@code count}; not to be changed
 */
public record Responses(long count, long sumMillis, ResponseTimeSketch times) {
    private static final int P50 = 50;
    private static final int P95 = 95;
    private static final int P99 = 99;

    public Long averageMillis() {
        return Ratio.whole(sumMillis, count);
    }

    public Long p50Millis() {
        return percentile(P50);
    }

    public Long p95Millis() {
        return percentile(P95);
    }

    public Long p99Millis() {
        return percentile(P99);
    }

    private Long percentile(int hundredths) {
        return times.isEmpty() ? null : times.percentile(hundredths);
    }
}
