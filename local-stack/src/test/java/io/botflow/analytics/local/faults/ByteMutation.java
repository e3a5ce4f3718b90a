package io.botflow.analytics.local.faults;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes of records as networks, editors and bugs leave them. */
final class ByteMutation {
    private static final List<Charset> OTHER_CHARSETS = List.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("UTF-32"));
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    /** What a byte put in somewhere is often: what JSON and UTF-8 turn on. */
    private static final byte[] SHARP = {
        0,
        9,
        10,
        13,
        32,
        '"',
        '\\',
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '-',
        '.',
        'e',
        '0',
        '9',
        '/',
        0x1f,
        0x7f,
        (byte) 0x80,
        (byte) 0xc0,
        (byte) 0xc1,
        (byte) 0xe0,
        (byte) 0xed,
        (byte) 0xf0,
        (byte) 0xf4,
        (byte) 0xf5,
        -1
    };

    private final Random random;

    ByteMutation(Random random) {
        this.random = random;
    }

    /** A few changes of the record, the second being there to be mixed with it. */
    byte[] of(byte[] bytes, byte[] other) {
        byte[] changed = bytes;
        do {
            changed = changed.length == 0 ? other : change(changed, other);
        } while (random.nextInt(3) == 0);
        return changed;
    }

    private byte[] change(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(14)) {
            case 0 -> flip(bytes, at);
            case 1, 2 -> set(bytes, at, SHARP[random.nextInt(SHARP.length)]);
            case 3 -> set(bytes, at, (byte) random.nextInt());
            case 4 -> joined(bytes, at, new byte[] {SHARP[random.nextInt(SHARP.length)]}, bytes, at);
            case 5 -> joined(bytes, at, new byte[0], bytes, Math.min(bytes.length, at + 1 + random.nextInt(4)));
            case 6 -> joined(bytes, at, new byte[0], other, random.nextInt(other.length));
            case 7 -> joined(bytes, bytes.length, new byte[0], other, random.nextBoolean() ? 0 : other.length);
            case 8 -> Arrays.copyOf(bytes, at);
            case 9 -> {
                byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(20)));
                yield joined(bytes, at, piece, bytes, at);
            }
            case 10 -> joined(BYTE_ORDER_MARK, 3, new byte[0], bytes, 0);
            case 11 ->
                new String(bytes, StandardCharsets.UTF_8)
                        .getBytes(OTHER_CHARSETS.get(random.nextInt(OTHER_CHARSETS.size())));
            case 12 -> joined(bytes, bytes.length, new byte[] {' ', SHARP[random.nextInt(SHARP.length)]}, bytes, at);
            default -> noise();
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] flip(byte[] bytes, int at) {
        return set(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
    }

    private static byte[] set(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    /** The beginning of one, something between, and the rest of another. */
    private static byte[] joined(byte[] head, int headEnd, byte[] between, byte[] tail, int tailStart) {
        byte[] joined = Arrays.copyOf(head, headEnd + between.length + tail.length - tailStart);
        System.arraycopy(between, 0, joined, headEnd, between.length);
        System.arraycopy(tail, tailStart, joined, headEnd + between.length, tail.length - tailStart);
        return joined;
    }
}
