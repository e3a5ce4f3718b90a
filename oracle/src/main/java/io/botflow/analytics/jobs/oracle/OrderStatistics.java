package io.botflow.analytics.jobs.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Exact percentiles of sorted response times. */
public final class OrderStatistics {
    private OrderStatistics() {}

    /** The percentile by linear interpolation between the two order statistics around its rank, rounded half up. */
    public static long interpolated(List<Integer> sorted, int percent) {
        long rank = (long) percent * (sorted.size() - 1);
        ResponseTimeInterval around = around(sorted, percent);
        BigDecimal step = BigDecimal.valueOf(around.high() - around.low())
                .multiply(BigDecimal.valueOf(rank % 100))
                .divide(BigDecimal.valueOf(100));
        return BigDecimal.valueOf(around.low())
                .add(step)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The two order statistics around the percentile's rank, the same one twice when the rank is whole. */
    public static ResponseTimeInterval around(List<Integer> sorted, int percent) {
        long rank = (long) percent * (sorted.size() - 1);
        int lower = Math.toIntExact(rank / 100);
        int upper = rank % 100 == 0 ? lower : lower + 1;
        return new ResponseTimeInterval(sorted.get(lower), sorted.get(upper));
    }
}
