package io.botflow.analytics.schemas.event;

/** Reads the numbers of the contract out of well-formed JSON numbers, exactly. */
final class Numbers {
    /** Answered for a number outside its range. */
    static final long OUT_OF_RANGE = -1;

    /** Digits kept behind the point of an amount. */
    private static final int NANO_DIGITS = 9;
    /** Far beyond any number that matters, far below an overflow. */
    private static final long EXPONENT_BOUND = 1_000_000;

    private Numbers() {}

    /** The value of an integer from 0 to {@code max}, or {@link #OUT_OF_RANGE}. */
    static long integer(byte[] json, int from, int to, long max) {
        boolean negative = json[from] == '-';
        long value = 0;
        for (int at = negative ? from + 1 : from; at < to; at++) {
            value = value * 10 + json[at] - '0';
            if (value > max) {
                return OUT_OF_RANGE;
            }
        }
        return negative && value != 0 ? OUT_OF_RANGE : value;
    }

    /** Billionths of a number from 0 to {@code max}, rounded half up; or {@link #OUT_OF_RANGE}. */
    static long nanos(byte[] json, int from, int to, long max) {
        boolean negative = json[from] == '-';
        int mantissaStart = negative ? from + 1 : from;
        int mantissaEnd = mantissaStart;
        int point = -1;
        while (mantissaEnd < to && json[mantissaEnd] != 'e' && json[mantissaEnd] != 'E') {
            if (json[mantissaEnd] == '.') {
                point = mantissaEnd;
            }
            mantissaEnd++;
        }
        int first = mantissaStart;
        while (first < mantissaEnd && (json[first] == '0' || json[first] == '.')) {
            first++;
        }
        if (first == mantissaEnd) {
            return 0;
        }
        if (negative) {
            return OUT_OF_RANGE;
        }
        // The number is 0.ddd… times ten to the power of magnitude, its first digit not 0.
        int integerEnd = point < 0 ? mantissaEnd : point;
        long magnitude = (first < integerEnd ? integerEnd - first : integerEnd + 1 - first)
                + (mantissaEnd < to ? exponent(json, mantissaEnd + 1, to) : 0);
        if (magnitude > Long.toString(max).length()) {
            return OUT_OF_RANGE;
        }
        if (magnitude < -NANO_DIGITS) {
            return 0;
        }
        long wanted = magnitude + NANO_DIGITS;
        long nanos = 0;
        boolean roundUp = false;
        boolean rest = false;
        long digits = 0;
        for (int at = first; at < mantissaEnd; at++) {
            if (at == point) {
                continue;
            }
            int digit = json[at] - '0';
            if (digits < wanted) {
                nanos = nanos * 10 + digit;
            } else {
                roundUp |= digits == wanted && digit >= 5;
                rest |= digit != 0;
            }
            digits++;
        }
        for (; digits < wanted; digits++) {
            nanos *= 10;
        }
        long maxNanos = max * 1_000_000_000L;
        if (nanos > maxNanos || (nanos == maxNanos && rest)) {
            return OUT_OF_RANGE;
        }
        return roundUp ? nanos + 1 : nanos;
    }

    private static long exponent(byte[] json, int from, int to) {
        boolean negative = json[from] == '-';
        int at = negative || json[from] == '+' ? from + 1 : from;
        long exponent = 0;
        for (; at < to && exponent < EXPONENT_BOUND; at++) {
            exponent = exponent * 10 + json[at] - '0';
        }
        return negative ? -exponent : exponent;
    }
}
