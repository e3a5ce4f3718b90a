package io.botflow.analytics.schemas.figures;

import java.math.BigDecimal;

/** How bots' responses went; rates in percent, two decimals, null without any. */
public record Outcomes(long success, long failure, long fallback) {
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
}
