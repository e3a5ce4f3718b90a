package io.botflow.analytics.local.faults;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records at and beyond every limit of size. */
final class HostileSizes {
    /** The largest that topic {@code bot-events} takes without compression, less what Kafka puts around it. */
    static final int LARGEST_RECORD_BYTES = 4 * 1024 * 1024 - 1024;

    private static final int MAX_TEXT_CODE_POINTS = 65_536;

    private final Random random;

    HostileSizes(Random random) {
        this.random = random;
    }

    /** Each of them once, made of an event that has a text. */
    List<byte[]> all(BotEvent message) {
        FieldMutation fields = new FieldMutation(random);
        List<byte[]> all = new ArrayList<>();
        for (int over = -1; over <= 1; over++) {
            all.add(padded(fields, message, EventDecoder.MAX_RECORD_BYTES + over));
            all.add(fields.with(message, "text", string("x".repeat(MAX_TEXT_CODE_POINTS + over))));
            // Four bytes each, which together are just less than a record may have.
            all.add(fields.with(message, "text", string("\ud83d\ude42".repeat(MAX_TEXT_CODE_POINTS + over - 200))));
            all.add(fields.with(message, "customer_phone", string("\ud83d\ude42".repeat(64 + over))));
            all.add(fields.with(message, "unknown", nested("[", "]", 99 + over)));
            all.add(fields.with(
                    message, "unknown", nested("{\"a\":", "}", 99 + over).replace("{\"a\":}", "{}")));
            all.add(fields.with(message, "unknown", "9".repeat(1_000 + over)));
        }
        all.add(fields.with(message, "text", string("x".repeat(2 * 1024 * 1024))));
        all.add(padded(fields, message, LARGEST_RECORD_BYTES));
        all.add(fields.with(message, "unknown", nested("[", "]", 10_000)));
        all.add("[".repeat(100_000).getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("cost_usd", "tokens_used", "response_time_ms", "rating", "unknown")) {
            all.add(fields.with(message, name, "1".repeat(5_000)));
            all.add(fields.with(message, name, "0." + "0".repeat(5_000) + "1"));
            all.add(fields.with(message, name, "1e" + "9".repeat(5_000)));
        }
        all.add(fields.with(message, "event_id", string("f".repeat(1_000))));
        all.add(fields.with(message, "k".repeat(100_000), "1"));
        return all;
    }

    private static byte[] padded(FieldMutation fields, BotEvent message, int bytes) {
        byte[] bare = fields.with(message, "unknown", string(""));
        return fields.with(message, "unknown", string("x".repeat(bytes - bare.length)));
    }

    private static String string(String text) {
        return HostileTokens.string(text);
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + close.repeat(depth);
    }
}
