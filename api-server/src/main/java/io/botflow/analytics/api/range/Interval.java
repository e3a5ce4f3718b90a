package io.botflow.analytics.api.range;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;

/** How long a bucket is: minutes are the same everywhere, hours and days are those of a time zone. */
public enum Interval {
    MINUTE {
        @Override
        Instant start(Instant at, ZoneId zone) {
            return floor(at, MINUTE_SECONDS, 0);
        }

        @Override
        Instant next(Instant start, ZoneId zone) {
            return start.plusSeconds(MINUTE_SECONDS);
        }
    },
    HOUR {
        /** A change of the offset by half an hour cuts an hour in two. */
        @Override
        Instant start(Instant at, ZoneId zone) {
            Instant start =
                    floor(at, HOUR_SECONDS, zone.getRules().getOffset(at).getTotalSeconds());
            ZoneOffsetTransition change = zone.getRules().previousTransition(at.plusNanos(1));
            return change != null && change.getInstant().isAfter(start) ? change.getInstant() : start;
        }

        @Override
        Instant next(Instant start, ZoneId zone) {
            Instant next = floor(
                            start,
                            HOUR_SECONDS,
                            zone.getRules().getOffset(start).getTotalSeconds())
                    .plusSeconds(HOUR_SECONDS);
            ZoneOffsetTransition change = zone.getRules().nextTransition(start);
            return change != null && change.getInstant().isBefore(next) ? change.getInstant() : next;
        }
    },
    DAY {
        @Override
        Instant start(Instant at, ZoneId zone) {
            return LocalDate.ofInstant(at, zone).atStartOfDay(zone).toInstant();
        }

        /** 23, 24 or 25 hours later, or what else the zone makes of it. */
        @Override
        Instant next(Instant start, ZoneId zone) {
            return LocalDate.ofInstant(start, zone)
                    .plusDays(1)
                    .atStartOfDay(zone)
                    .toInstant();
        }
    };

    private static final long MINUTE_SECONDS = 60;
    private static final long HOUR_SECONDS = 3_600;

    /** The start of the bucket that holds a moment. */
    abstract Instant start(Instant at, ZoneId zone);

    /** The start of the bucket after the one with this start. */
    abstract Instant next(Instant start, ZoneId zone);

    /** As clients write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The whole multiple of a length before a moment, in the local time of an offset. */
    private static Instant floor(Instant at, long lengthSeconds, long offsetSeconds) {
        long local = at.getEpochSecond() + offsetSeconds;
        return Instant.ofEpochSecond(Math.floorDiv(local, lengthSeconds) * lengthSeconds - offsetSeconds);
    }

    static Instant down(Instant at, Duration grain) {
        return floor(at, grain.toSeconds(), 0);
    }

    static Instant up(Instant at, Duration grain) {
        Instant down = down(at, grain);
        return down.equals(at) ? at : down.plus(grain);
    }
}
