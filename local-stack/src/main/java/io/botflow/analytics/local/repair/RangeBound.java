package io.botflow.analytics.local.repair;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;

/** Begin or end of a range as a person writes it. */
record RangeBound(Instant instant) {
    private static final int LAST_YEAR = 9999;

    /** @param text RFC 3339 with offset, or a date, which stands for its first moment in UTC */
    static RangeBound parse(String text) {
        Instant instant;
        try {
            instant = text.length() == "2026-01-31".length()
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandLine.TypeConversionException(
                    "'" + text + "' is neither a date such as 2026-01-31 nor a time such as 2026-01-31T12:00:00Z");
        }
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > LAST_YEAR) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not in the years 0001 to 9999");
        }
        return new RangeBound(instant);
    }
}
