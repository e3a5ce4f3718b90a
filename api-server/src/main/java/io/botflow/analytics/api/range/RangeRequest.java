package io.botflow.analytics.api.range;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The part of time that a client asks for, before it is known how far the pipeline has come.
 *
 * @param now when it asked
 * @param zone empty for the organization's
 * @param interval empty for one that suits the range
 */
public record RangeRequest(TimeRange asked, Instant now, Optional<ZoneId> zone, Optional<Interval> interval) {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Duration LONGEST_OF_MINUTES = Duration.ofHours(2);
    private static final Duration LONGEST_OF_HOURS = Duration.ofDays(7);

    /**
     * The buckets of the answer.
     *
     * @param organizationZone in which days and hours are cut unless the client names a zone
     * @param most so many buckets at most
     * @throws NoMinutesException if minutes are asked for that are not kept any more
     * @throws TooManyBucketsException if there would be more
     */
    public Buckets buckets(Progress progress, ZoneId organizationZone, int most) {
        Instant minutesSince = progress.minutesSince(now);
        boolean hasMinutes = !asked.from().isBefore(minutesSince);
        if (interval.isPresent() && interval.get() == Interval.MINUTE && !hasMinutes) {
            throw new NoMinutesException(minutesSince);
        }
        return Buckets.of(
                asked.wholeBuckets(minutesSince),
                zone.orElse(organizationZone),
                interval.orElseGet(() -> suitable(hasMinutes)),
                most);
    }

    /**
     * The whole hours of UTC that the range touches.
     *
     * @throws TooManyBucketsException if there would be more than {@code most}
     */
    public Buckets utcHours(int most) {
        return Buckets.of(asked.wholeHours(), UTC, Interval.HOUR, most);
    }

    private Interval suitable(boolean hasMinutes) {
        Duration length = Duration.between(asked.from(), asked.to());
        if (hasMinutes && length.compareTo(LONGEST_OF_MINUTES) <= 0) {
            return Interval.MINUTE;
        }
        return length.compareTo(LONGEST_OF_HOURS) <= 0 ? Interval.HOUR : Interval.DAY;
    }
}
