package io.botflow.analytics.local.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Adds one amount of time to the {@code occurred_at} of a line, and leaves every other byte as it is. */
final class TimeShift {
    private static final Pattern READABLE =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    private final Duration amount;

    private TimeShift(Duration amount) {
        this.amount = amount;
    }

    static TimeShift none() {
        return new TimeShift(Duration.ZERO);
    }

    /**
     * The shift after which the newest time of the file is the given one; none for a file without times. Whole
     * milliseconds, so that two times stay as far apart as they were.
     */
    static TimeShift newestTo(Instant start, Path file) throws IOException {
        Instant newest = null;
        try (Lines lines = Lines.of(file)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                EventHead.Place place = EventHead.of(line).time();
                Optional<OffsetDateTime> time = place == null ? Optional.empty() : parse(place.text());
                if (time.isPresent()
                        && (newest == null || time.get().toInstant().isAfter(newest))) {
                    newest = time.get().toInstant();
                }
            }
        }
        return newest == null
                ? none()
                : new TimeShift(
                        Duration.between(newest.truncatedTo(ChronoUnit.MILLIS), start.truncatedTo(ChronoUnit.MILLIS)));
    }

    byte[] apply(byte[] line, EventHead head) {
        if (amount.isZero() || head.time() == null) {
            return line;
        }
        return parse(head.time().text())
                .map(this::shifted)
                .filter(TimeShift::isWritable)
                .map(time -> replace(line, head.time(), time.toString()))
                .orElse(line);
    }

    private Instant shifted(OffsetDateTime time) {
        return time.toInstant().plus(amount);
    }

    private static boolean isWritable(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static byte[] replace(byte[] line, EventHead.Place place, String time) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(line.length + time.length());
        out.write(line, 0, place.from());
        out.writeBytes(('"' + time + '"').getBytes(StandardCharsets.US_ASCII));
        out.write(line, place.to(), line.length - place.to());
        return out.toByteArray();
    }

    private static Optional<OffsetDateTime> parse(String text) {
        if (!READABLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text)).filter(time -> isWritable(time.toInstant()));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
