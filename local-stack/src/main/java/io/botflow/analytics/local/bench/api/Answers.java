package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.bench.Latencies;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What came of many requests of one kind. Not safe for threads. */
final class Answers {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final double seconds;
    private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
    private long bytes;
    private long errors;
    private String firstError = "";

    /** @param seconds for how long is asked */
    Answers(double seconds) {
        this.seconds = seconds;
    }

    void received(long nanos, long length) {
        micros.recordValue(Math.min(LONGEST_MICROS, nanos / NANOS_PER_MICRO));
        bytes += length;
    }

    /** Takes note of an answer that is none, or an error. */
    void failed(Request request, String why) {
        if (errors++ == 0) {
            firstError = request.path() + ": " + why;
        }
    }

    long errors() {
        return errors;
    }

    JsonObject toJson() {
        long count = micros.getTotalCount();
        JsonObject numbers = new JsonObject()
                .put("requests", count)
                .put("requests_per_second", Math.round(count / seconds))
                .mergeIn(Latencies.of(micros))
                .put("bytes_per_answer", count == 0 ? 0 : bytes / count)
                .put("errors", errors);
        return errors == 0 ? numbers : numbers.put("first_error", firstError);
    }
}
