package io.botflow.analytics.api.limit;

/** A bucket of tokens that refills: so many at once, and so many per second in the long run. */
public final class RateLimit {
    private static final double MILLIS = 1_000;

    private final int burst;
    private final double perMilli;
    private double left;
    private long filledAt;

    public RateLimit(int burst, int perSecond, long now) {
        this.burst = burst;
        this.perMilli = perSecond / MILLIS;
        this.left = burst;
        this.filledAt = now;
    }

    /** Takes one; false if there is none. */
    public boolean take(long now) {
        left = Math.min(burst, left + Math.max(0, now - filledAt) * perMilli);
        filledAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
