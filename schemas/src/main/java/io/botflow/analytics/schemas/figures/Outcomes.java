package io.botflow.analytics.schemas.figures;

import java.math.BigDecimal;

/** How bots' responses went; rates in percent, two decimals, null without any. */
public record Outcomes(long success, long failure, long fallback) {
    public static final Outcomes NONE = new Outcomes(0, 0, 0);

    public long count() {
        return success + failure + fallback;
    }

    public BigDecimal successRate() {
        return Ratio.percent(success, count());
    }

    public BigDecimal errorRate() {
        return Ratio.percent(failure, count());
    }

    public BigDecimal fallbackRate() {
        return Ratio.percent(fallback, count());
    }

    public Outcomes plus(Outcomes other) {
        return new Outcomes(success + other.success, failure + other.failure, fallback + other.fallback);
    }
}
