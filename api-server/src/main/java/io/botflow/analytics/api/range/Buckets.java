package io.botflow.analytics.api.range;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A range cut into buckets. The first and the last may reach beyond the range; what lies there does not count.
 *
 * @param range begins and ends with a whole minute or quarter hour
 * @param starts of every bucket, ascending
 */
public record Buckets(TimeRange range, ZoneId zone, Interval interval, List<Instant> starts) {
    /**
     * Cuts a range.
     *
     * @param most so many buckets at most
     * @throws TooManyBucketsException if there would be more
     */
    static Buckets of(TimeRange range, ZoneId zone, Interval interval, int most) {
        List<Instant> starts = new ArrayList<>();
        Instant start = interval.start(range.from(), zone);
        while (start.isBefore(range.to())) {
            if (starts.size() == most) {
                throw new TooManyBucketsException(most);
            }
            starts.add(start);
            start = interval.next(start, zone);
        }
        return new Buckets(range, zone, interval, List.copyOf(starts));
    }
}
