package io.botflow.analytics.local.faults;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Values as they stand in JSON, right and wrong, for any field. */
final class HostileTokens {
    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "false",
            "[]",
            "{}",
            "[null,{\"a\":[1e5,-0.0]}]",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"a\\ud83d\"",
            "\"\\ud83d\\ude42\"",
            "\"\\u00e9\\/\\b\\f\"",
            "\"\\x41\"",
            "\"\\u12\"",
            "\"\\ud83d\\u0041\"",
            "NaN",
            "Infinity",
            "-Infinity",
            "undefined",
            "None",
            "TRUE",
            "nul",
            "'a'",
            "0",
            "-0",
            "-1",
            "1",
            "5",
            "6",
            "1.0",
            "1e0",
            "0.5",
            "01",
            "+1",
            ".5",
            "5.",
            "0x10",
            "1e",
            "1e400",
            "-1e400",
            "1e-400",
            "0e99999999999",
            "86400000",
            "86400001",
            "1000000",
            "1000000.0000000004",
            "1000000.0000000005",
            "0.0000000005",
            "2147483647",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "1/**/",
            "\"success\"",
            "\"Success\"",
            "\"hit\"",
            "\"resolved\"",
            "\"customer\"",
            "\"message_sent\"",
            "\"message_received \"",
            "\"conversation_ended\"",
            "\"api_called\"",
            "\"00000000-0000-0000-0000-000000000000\"",
            "\"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\"",
            "\"{ffffffff-ffff-ffff-ffff-ffffffffffff}\"",
            "\"fffffffffffffffffffffffffffffffffff:\"",
            "\"ffffffff-ffff-ffff-ffff-fffffffff:*{\"",
            "\"../../ffff-ffff-ffff-ffff-ffffffffff%00\"");

    private HostileTokens() {}

    static String any(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> string(HostileTexts.any(random));
            case 1 -> time(random);
            case 2 -> "9".repeat(1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 30));
            case 3 -> string("x".repeat(random.nextInt(random.nextInt(20) == 0 ? 2_000 : 70)));
            default -> TOKENS.get(random.nextInt(TOKENS.size()));
        };
    }

    /** A text as a JSON string. */
    static String string(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    /** A time, or what somebody took for one. */
    static String time(Random random) {
        String digits = Long.toString(random.nextLong(4_000_000_000L));
        return switch (random.nextInt(22)) {
            case 0 -> "\"1970-01-01T00:00:00Z\"";
            case 1 -> "\"0001-01-01T00:00:00Z\"";
            case 2 -> "\"0001-01-01T00:00:00+00:01\"";
            case 3 -> "\"9999-12-31T23:59:59.999999999Z\"";
            case 4 -> "\"9999-12-31T23:59:59-00:01\"";
            case 5 -> digits;
            case 6 -> digits + "000";
            case 7 -> "\"" + digits + "\"";
            case 8 -> "\"2024-02-30T00:00:00Z\"";
            case 9 -> "\"2023-02-29T00:00:00Z\"";
            case 10 -> "\"2000-02-29T23:59:59.999+14:00\"";
            case 11 -> "\"2016-12-31T23:59:60Z\"";
            case 12 -> "\"2024-03-31T02:30:00+01:00\"";
            case 13 -> "\"2024-01-01T24:00:00Z\"";
            case 14 -> "\"2024-01-01t00:00:00z\"";
            case 15 -> "\"2024-01-01 00:00:00Z\"";
            case 16 -> "\"2024-01-01T00:00:00+18:01\"";
            case 17 -> "\"2024-01-01T00:00:00-18:00\"";
            case 18 -> "\"2024-01-01T00:00:00.1234567890Z\"";
            case 19 -> "\"+12024-01-01T00:00:00Z\"";
            // What a clock says that is ten years fast.
            case 20 ->
                string(Instant.ofEpochSecond(2_100_000_000L + random.nextInt(300_000_000))
                        .toString());
            default ->
                string(Instant.ofEpochSecond(random.nextLong(-62_135_596_800L, 253_402_300_800L))
                        .toString());
        };
    }
}
