package io.botflow.analytics.api.range;

import java.time.Duration;
import java.time.Instant;

/** From a moment on, up to but not including another; empty if they are the same. */
public record TimeRange(Instant from, Instant to) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    public boolean isEmpty() {
        return !from.isBefore(to);
    }

    /**
     * Down and up to whole minutes where there are minutes, else to whole quarter hours; each bound for itself.
     *
     * @param minutesSince from when on there are minutes
     */
    TimeRange wholeBuckets(Instant minutesSince) {
        return new TimeRange(Interval.down(from, grain(from, minutesSince)), Interval.up(to, grain(to, minutesSince)));
    }

    /** Down and up to whole hours of UTC. */
    TimeRange wholeHours() {
        return new TimeRange(Interval.down(from, HOUR), Interval.up(to, HOUR));
    }

    private static Duration grain(Instant bound, Instant minutesSince) {
        return bound.isBefore(minutesSince) ? QUARTER : MINUTE;
    }
}
