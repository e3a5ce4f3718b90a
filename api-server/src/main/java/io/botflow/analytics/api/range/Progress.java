package io.botflow.analytics.api.range;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How far the pipeline has come.
 *
 * @param asOf event time of the stream; null before the first event
 * @param completeUntil buckets that end by then are complete; null before the first event
 */
public record Progress(Instant asOf, Instant completeUntil) {
    /** How much of the newest event time is kept by the minute. */
    private static final Duration MINUTES_KEPT = Duration.ofDays(2);

    /** From when on there are minutes; without any event, as if the last one were now. */
    Instant minutesSince(Instant now) {
        return (asOf == null ? now : asOf).minus(MINUTES_KEPT);
    }

    /** The UTC date of event time; without any event, the one of now. */
    public LocalDate today(Instant now) {
        return LocalDate.ofInstant(asOf == null ? now : asOf, ZoneOffset.UTC);
    }
}
