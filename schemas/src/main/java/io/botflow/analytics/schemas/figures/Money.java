package io.botflow.analytics.schemas.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of US dollars, summed exactly as whole dollars and billionths, rounded when written. */
public final class Money {
    /** Billionths in a dollar. */
    public static final long NANOS = 1_000_000_000;

    private static final int NANO_DECIMALS = 9;
    private static final int WRITTEN_DECIMALS = 6;
    /** The most that a NUMERIC(20,6) holds; more must not keep the row from being written. */
    private static final BigDecimal MOST = new BigDecimal("99999999999999.999999");

    private Money() {}

    public static BigDecimal exact(long whole, long nanos) {
        return BigDecimal.valueOf(whole).add(BigDecimal.valueOf(nanos, NANO_DECIMALS));
    }

    /** As it stands in PostgreSQL: six decimals, rounded half up. */
    public static BigDecimal written(BigDecimal exact) {
        return exact.setScale(WRITTEN_DECIMALS, RoundingMode.HALF_UP).min(MOST);
    }

    /** Per so many, six decimals, rounded half up; null for none. */
    public static BigDecimal per(BigDecimal exact, long count) {
        return count == 0 ? null : exact.divide(BigDecimal.valueOf(count), WRITTEN_DECIMALS, RoundingMode.HALF_UP);
    }
}
