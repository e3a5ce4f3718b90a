package io.botflow.analytics.schemas.event;

import java.util.Arrays;

/** Hexadecimal digits in ASCII bytes. */
final class Hex {
    private static final byte[] DIGITS = new byte[128];

    static {
        Arrays.fill(DIGITS, (byte) -1);
        for (int digit = 0; digit < 16; digit++) {
            char lower = Character.forDigit(digit, 16);
            DIGITS[lower] = (byte) digit;
            DIGITS[Character.toUpperCase(lower)] = (byte) digit;
        }
    }

    private Hex() {}

    /** The value of up to 15 digits, or -1 if one of the bytes is none. */
    static long value(byte[] ascii, int from, int count) {
        long value = 0;
        for (int at = from; at < from + count; at++) {
            int digit = ascii[at] < 0 ? -1 : DIGITS[ascii[at]];
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }
}
