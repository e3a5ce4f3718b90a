package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.range.Interval;
import io.botflow.analytics.api.range.RangeRequest;
import io.botflow.analytics.api.range.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The part of time that a request asks for: {@code period}, or {@code from} and {@code to}; {@code tz}, {@code interval}. */
final class RangeParameters {
    static final String PERIOD = "period";
    static final String FROM = "from";
    static final String TO = "to";
    static final String TZ = "tz";
    static final String INTERVAL = "interval";

    /** Longer ones are typing errors, and would be read for minutes. */
    static final int LONGEST_DAYS = 3_660;

    private static final Duration DEFAULT_PERIOD = Duration.ofDays(1);
    private static final Map<String, Duration> PERIODS = periods();
    private static final Map<String, Optional<Interval>> INTERVALS = intervals();
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private RangeParameters() {}

    private static Map<String, Duration> periods() {
        Map<String, Duration> periods = new LinkedHashMap<>();
        periods.put("24h", DEFAULT_PERIOD);
        periods.put("7d", Duration.ofDays(7));
        periods.put("30d", Duration.ofDays(30));
        return periods;
    }

    private static Map<String, Optional<Interval>> intervals() {
        Map<String, Optional<Interval>> intervals = new LinkedHashMap<>();
        intervals.put("auto", Optional.empty());
        for (Interval interval : Interval.values()) {
            intervals.put(interval.text(), Optional.of(interval));
        }
        return intervals;
    }

    /** With time zone and interval. */
    static RangeRequest request(Parameters parameters, Instant now) {
        return new RangeRequest(
                range(parameters, now),
                now,
                parameters.text(TZ).map(RangeParameters::zone),
                parameters.choice(INTERVAL, INTERVALS).orElse(Optional.empty()));
    }

    /** As it was asked for, not rounded to buckets. */
    static TimeRange range(Parameters parameters, Instant now) {
        Instant until = now.truncatedTo(ChronoUnit.MILLIS);
        Optional<Duration> period = parameters.choice(PERIOD, PERIODS);
        Optional<Instant> from = parameters.instant(FROM);
        Optional<Instant> to = parameters.instant(TO);
        if (period.isPresent() && (from.isPresent() || to.isPresent())) {
            throw Parameters.wrong(PERIOD, "is not for a request with from or to");
        }
        if (from.isEmpty()) {
            if (to.isPresent()) {
                throw Parameters.wrong(TO, "is only for a request with from");
            }
            return new TimeRange(until.minus(period.orElse(DEFAULT_PERIOD)), until);
        }
        TimeRange range = new TimeRange(from.get(), to.orElse(until));
        requireYears(FROM, range.from());
        requireYears(TO, range.to());
        if (range.isEmpty()) {
            throw Parameters.wrong(FROM, "is not before to" + (to.isPresent() ? "" : ", which is now if it is absent"));
        }
        if (Duration.between(range.from(), range.to()).compareTo(Duration.ofDays(LONGEST_DAYS)) > 0) {
            throw Parameters.wrong(FROM, "is more than " + LONGEST_DAYS + " days before to");
        }
        return range;
    }

    private static void requireYears(String name, Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw Parameters.wrong(name, "is not in the years 0001 to 9999");
        }
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Parameters.wrong(TZ, "is not an IANA time zone such as Europe/Paris");
        }
        return ZoneId.of(name);
    }
}
