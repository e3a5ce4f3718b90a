package io.botflow.analytics.api.access;

/** What those who may not see phones see of one. */
public final class PhoneMask {
    private static final int KEPT_DIGITS = 3;

    private PhoneMask() {}

    /** Keeps the last three digits; every other character becomes a star. */
    public static String mask(String phone) {
        StringBuilder masked = new StringBuilder(phone);
        int kept = 0;
        for (int i = masked.length() - 1; i >= 0; i--) {
            boolean isDigit = masked.charAt(i) >= '0' && masked.charAt(i) <= '9';
            if (isDigit && kept < KEPT_DIGITS) {
                kept++;
            } else {
                masked.setCharAt(i, '*');
            }
        }
        return masked.toString();
    }
}
