package io.botflow.analytics.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.jobs.oracle.ResponseTimeInterval;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is not as it must be. An expected value is null, a text, a Boolean, a number, an Instant, or the interval in
 * which a percentile must lie.
 */
final class Differences {
    private static final int SHOWN = 30;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern PHONE = Pattern.compile("\\+\\d+");

    private final List<String> found = new ArrayList<>();

    static String time(Instant time) {
        return TIME.format(time);
    }

    /** An object must have these members and no other. */
    void object(String where, Map<String, Object> expected, JsonNode actual) {
        if (actual == null || !actual.isObject()) {
            found.add(where + ": no object: " + actual);
            return;
        }
        members(where, expected, actual);
        actual.fieldNames().forEachRemaining(name -> {
            if (!expected.containsKey(name)) {
                found.add(where + ": extra member " + name + " = " + actual.get(name));
            }
        });
    }

    /** An object must have these members at least. */
    void members(String where, Map<String, Object> expected, JsonNode actual) {
        expected.forEach((name, value) -> value(where + " " + name, value, actual.get(name)));
    }

    void value(String where, Object expected, JsonNode actual) {
        if (actual == null) {
            found.add(where + ": left out");
        } else if (!isSame(expected, actual)) {
            found.add(where + ": expected " + shown(expected) + ", actual " + actual);
        }
    }

    /** A row of a CSV file must have these cells. */
    void cells(String where, Map<String, Object> expected, Map<String, String> actual) {
        expected.forEach((name, value) -> {
            String cell = actual.get(name);
            if (!isSameCell(value, cell)) {
                found.add(where + " " + name + ": expected " + shown(value) + ", actual " + cell);
            }
        });
    }

    void same(String where, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            found.add(where + ": expected " + expected + ", actual " + actual);
        }
    }

    void require(boolean right, String where) {
        if (!right) {
            found.add(where);
        }
    }

    /** Fails if there are any. */
    void assertNone(long seed) {
        assertThat(found.subList(0, Math.min(SHOWN, found.size())))
                .as("%d differences, -Dbotflow.seed=%d", found.size(), seed)
                .isEmpty();
    }

    private static boolean isSame(Object expected, JsonNode actual) {
        if (expected == null) {
            return actual.isNull();
        }
        if (expected instanceof Boolean) {
            return actual.isBoolean() && expected.equals(actual.booleanValue());
        }
        if (expected instanceof Number || expected instanceof ResponseTimeInterval) {
            return actual.isNumber() && isSameNumber(expected, actual.decimalValue());
        }
        return actual.isTextual() && shown(expected).equals(actual.textValue());
    }

    private static boolean isSameCell(Object expected, String cell) {
        if (expected == null || cell == null) {
            return expected == null && cell == null;
        }
        if (expected instanceof Number || expected instanceof ResponseTimeInterval) {
            return NUMBER.matcher(cell).matches() && isSameNumber(expected, new BigDecimal(cell));
        }
        return defused(shown(expected)).equals(cell);
    }

    private static boolean isSameNumber(Object expected, BigDecimal actual) {
        if (expected instanceof ResponseTimeInterval interval) {
            return actual.stripTrailingZeros().scale() <= 0 && interval.admits(actual.doubleValue());
        }
        return new BigDecimal(expected.toString()).compareTo(actual) == 0;
    }

    private static String shown(Object expected) {
        return expected instanceof Instant time ? time(time) : String.valueOf(expected);
    }

    /** What a spreadsheet would take for a formula must begin with an apostrophe. */
    private static String defused(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
        boolean harmless = NUMBER.matcher(text).matches() || PHONE.matcher(text).matches();
        return formula && !harmless ? "'" + text : text;
    }
}
