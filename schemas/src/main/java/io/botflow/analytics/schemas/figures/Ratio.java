package io.botflow.analytics.schemas.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Quotients as the tables hold them: rounded half up, null when the denominator is 0. */
public final class Ratio {
    private static final int DECIMALS = 2;

    private Ratio() {}

    /** 100 × part ÷ whole, two decimals. */
    public static BigDecimal percent(long part, long whole) {
        return of(100 * part, whole);
    }

    /** Two decimals. */
    public static BigDecimal of(long sum, long count) {
        return count == 0
                ? null
                : BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(count), DECIMALS, RoundingMode.HALF_UP);
    }

    /** A whole number; the sum is not negative. */
    public static Long whole(long sum, long count) {
        if (count == 0) {
            return null;
        }
        long quotient = sum / count;
        long rest = sum % count;
        return rest >= count - rest ? quotient + 1 : quotient;
    }
}
