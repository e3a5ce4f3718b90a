package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Response times that buckets are given, made once: a few sketches for each class of counts. PostgreSQL cannot make
 * sketches, but it can choose among them.
 */
final class SketchPool {
    /** Sketches of each class. */
    static final int VARIANTS = 4;

    /** Up to here each count is a class of its own, and a bucket has exactly as many response times as responses. */
    private static final int EXACT = 64;

    private static final int STEP = 16;
    private static final int LAST_CLASS = 124;
    private static final double MEDIAN_MILLIS = 900;
    private static final double SPREAD = 0.7;
    private static final int SLOWEST_MILLIS = 60_000;

    private SketchPool() {}

    /**
     * Some response times.
     *
     * @param slowestMillis the largest of them
     */
    record Entry(int countClass, int variant, long sumMillis, long slowestMillis, ResponseTimeSketch sketch) {}

    /** The class of a count of responses, in SQL. */
    static String classOf(String count) {
        return "(CASE WHEN %1$s <= %2$d THEN %1$s ELSE least(%3$d, %2$d + (%1$s - %2$d) / %4$d) END)"
                .formatted(count, EXACT, LAST_CLASS, STEP);
    }

    /** How many response times the sketches of a class hold. */
    static int countOf(int countClass) {
        return countClass <= EXACT ? countClass : EXACT + (countClass - EXACT) * STEP;
    }

    /** All sketches; of class 0, without any response time, too. */
    static List<Entry> make(Random random) {
        List<Entry> entries = new ArrayList<>();
        for (int countClass = 0; countClass <= LAST_CLASS; countClass++) {
            for (int variant = 0; variant < VARIANTS; variant++) {
                entries.add(entry(countClass, variant, random));
            }
        }
        return entries;
    }

    private static Entry entry(int countClass, int variant, Random random) {
        ResponseTimeSketch sketch = new ResponseTimeSketch();
        long sum = 0;
        int slowest = 0;
        for (int i = 0; i < countOf(countClass); i++) {
            int millis = (int) Math.min(SLOWEST_MILLIS, MEDIAN_MILLIS * Math.exp(SPREAD * random.nextGaussian()));
            sketch.add(millis);
            sum += millis;
            slowest = Math.max(slowest, millis);
        }
        return new Entry(countClass, variant, sum, slowest, sketch);
    }
}
