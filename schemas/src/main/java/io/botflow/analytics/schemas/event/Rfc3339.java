package io.botflow.analytics.schemas.event;

/** Reads the times of the contract: RFC 3339 with upper-case {@code T} and {@code Z}, years 0001 to 9999. */
final class Rfc3339 {
    /** Answered for text that is no such time. */
    static final long INVALID = Long.MIN_VALUE;

    private static final long FIRST_MILLIS = -62_135_596_800_000L;
    private static final long LAST_MILLIS = 253_402_300_799_999L;
    private static final int SHORTEST = "0001-01-01T00:00:00Z".length();
    private static final int MOST_DECIMALS = 9;
    private static final int MOST_OFFSET_MINUTES = 18 * 60;

    private Rfc3339() {}

    /** Milliseconds since the epoch, further decimals cut off; or {@link #INVALID}. */
    static long epochMillis(byte[] ascii, int from, int to) {
        if (to - from < SHORTEST
                || ascii[from + 4] != '-'
                || ascii[from + 7] != '-'
                || ascii[from + 10] != 'T'
                || ascii[from + 13] != ':'
                || ascii[from + 16] != ':') {
            return INVALID;
        }
        int year = number(ascii, from, 4);
        int month = number(ascii, from + 5, 2);
        int day = number(ascii, from + 8, 2);
        int hour = number(ascii, from + 11, 2);
        int minute = number(ascii, from + 14, 2);
        int second = number(ascii, from + 17, 2);
        if (year < 1
                || month < 1
                || month > 12
                || day < 1
                || day > lengthOfMonth(year, month)
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59) {
            return INVALID;
        }
        int at = from + 19;
        int millis = 0;
        if (ascii[at] == '.') {
            int first = ++at;
            while (at < to && ascii[at] >= '0' && ascii[at] <= '9') {
                if (at - first < 3) {
                    millis = millis * 10 + ascii[at] - '0';
                }
                at++;
            }
            int decimals = at - first;
            if (decimals == 0 || decimals > MOST_DECIMALS) {
                return INVALID;
            }
            for (int missing = decimals; missing < 3; missing++) {
                millis *= 10;
            }
        }
        int offset = offsetMinutes(ascii, at, to);
        if (offset == Integer.MIN_VALUE) {
            return INVALID;
        }
        long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - offset;
        long epochMillis = (minutes * 60 + second) * 1000 + millis;
        return epochMillis < FIRST_MILLIS || epochMillis > LAST_MILLIS ? INVALID : epochMillis;
    }

    private static int offsetMinutes(byte[] ascii, int at, int to) {
        if (to - at == 1 && ascii[at] == 'Z') {
            return 0;
        }
        if (to - at != 6 || (ascii[at] != '+' && ascii[at] != '-') || ascii[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        int hours = number(ascii, at + 1, 2);
        int minutes = number(ascii, at + 4, 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > MOST_OFFSET_MINUTES) {
            return Integer.MIN_VALUE;
        }
        return ascii[at] == '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
    }

    private static int number(byte[] ascii, int from, int digits) {
        int number = 0;
        for (int at = from; at < from + digits; at++) {
            int digit = ascii[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int lengthOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01 of the proleptic Gregorian calendar, counted in years that begin in March. */
    private static long epochDay(int year, int month, int day) {
        long marchYear = month > 2 ? year : year - 1L;
        int monthsSinceMarch = (month + 9) % 12;
        long dayOfYear = (153L * monthsSinceMarch + 2) / 5 + day - 1;
        return marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468;
    }
}
