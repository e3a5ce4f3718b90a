package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.range.TimeRange;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Dates of UTC that a request asks for, both inclusive.
 *
 * @param first null if it was not given
 * @param last null if it was not given
 */
record DateParameters(LocalDate first, LocalDate last) {
    static final String START_DATE = "start_date";
    static final String END_DATE = "end_date";

    private static final int DEFAULT_DAYS = 30;
    private static final LocalDate EARLIEST = LocalDate.of(1, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);

    static DateParameters of(Parameters parameters) {
        return new DateParameters(
                date(parameters, START_DATE).orElse(null),
                date(parameters, END_DATE).orElse(null));
    }

    /** A day that can be one. */
    static Optional<LocalDate> date(Parameters parameters, String name) {
        Optional<LocalDate> date = parameters.date(name);
        if (date.isPresent() && (date.get().isBefore(EARLIEST) || date.get().isAfter(LATEST))) {
            throw Parameters.wrong(name, "is not in the years 0001 to 9999");
        }
        return date;
    }

    /** With what was not given: the 30 days up to the last, or as many as there are since the year 1. */
    DateParameters orDefaults(LocalDate today) {
        LocalDate end = last == null ? today : last;
        LocalDate start = first == null ? daysUpTo(end) : first;
        if (start.isAfter(end)) {
            throw Parameters.wrong(START_DATE, "is after end_date" + (last == null ? ", which is " + end : ""));
        }
        if (ChronoUnit.DAYS.between(start, end) >= RangeParameters.LONGEST_DAYS) {
            throw Parameters.wrong(
                    START_DATE, "is more than " + RangeParameters.LONGEST_DAYS + " days before end_date");
        }
        return new DateParameters(start, end);
    }

    private static LocalDate daysUpTo(LocalDate end) {
        LocalDate start = end.minusDays(DEFAULT_DAYS - 1L);
        return start.isBefore(EARLIEST) ? EARLIEST : start;
    }

    /** From the begin of the first to the end of the last. */
    TimeRange range() {
        return new TimeRange(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
