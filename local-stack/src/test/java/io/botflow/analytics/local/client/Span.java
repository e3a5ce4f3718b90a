package io.botflow.analytics.local.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A range of time, half-open, and the buckets that cover it. */
record Span(Instant from, Instant to) {
    private static final Duration MINUTES_KEPT = Duration.ofDays(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    /** What is used when this is asked for: each bound goes to a whole minute or quarter hour. */
    Span used(Instant asOf) {
        return new Span(down(from, unit(from, asOf)), up(to, unit(to, asOf)));
    }

    /** What is used of whole UTC hours. */
    Span hours() {
        return new Span(down(from, HOUR), up(to, HOUR));
    }

    private static Duration unit(Instant bound, Instant asOf) {
        return bound.isBefore(asOf.minus(MINUTES_KEPT)) ? QUARTER_HOUR : MINUTE;
    }

    /** Whether all of it lies where minutes are kept. */
    boolean isNew(Instant asOf) {
        return !from.isBefore(asOf.minus(MINUTES_KEPT));
    }

    static Instant down(Instant time, Duration unit) {
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), unit.toMillis()) * unit.toMillis());
    }

    static Instant up(Instant time, Duration unit) {
        Instant down = down(time, unit);
        return down.equals(time) ? time : down.plus(unit);
    }

    Duration length() {
        return Duration.between(from, to);
    }

    /** Found by looking at every minute: the starts of all buckets that have a part in this range. */
    List<Instant> starts(String interval, ZoneId zone) {
        List<Instant> starts = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(MINUTE)) {
            Instant start = start(interval, zone, at);
            if (starts.isEmpty() || !starts.get(starts.size() - 1).equals(start)) {
                starts.add(start);
            }
        }
        return starts;
    }

    private static Instant start(String interval, ZoneId zone, Instant at) {
        ZonedDateTime local = at.atZone(zone);
        return switch (interval) {
            case "minute" -> at.truncatedTo(ChronoUnit.MINUTES);
            case "hour" -> local.truncatedTo(ChronoUnit.HOURS).toInstant();
            case "day" -> local.toLocalDate().atStartOfDay(zone).toInstant();
            default -> throw new IllegalArgumentException(interval);
        };
    }

    /** The part of a bucket that is in this range; a bucket ends where the next begins. */
    Span part(List<Instant> starts, int bucket) {
        Instant begin = bucket == 0 ? from : starts.get(bucket);
        Instant end = bucket + 1 == starts.size() ? to : starts.get(bucket + 1);
        return new Span(begin, end);
    }
}
