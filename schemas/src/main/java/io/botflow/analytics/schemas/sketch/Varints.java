package io.botflow.analytics.schemas.sketch;

import java.util.Arrays;

/** Unsigned numbers in as few bytes as they need, seven bits in each. */
final class Varints {
    private Varints() {}

    /** Writes into an array that grows. */
    static final class Writer {
        private byte[] bytes;
        private int length;

        Writer(int capacity) {
            bytes = new byte[Math.max(capacity, 16)];
        }

        void writeByte(byte b) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = b;
        }

        void writeVarint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                writeByte((byte) (rest | 0x80));
                rest >>>= 7;
            }
            writeByte((byte) rest);
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }
    }

    /** Reads what {@link Writer} wrote. */
    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isAtEnd() {
            return at == bytes.length;
        }

        byte readByte() {
            if (at == bytes.length) {
                throw new IllegalArgumentException("bytes end too early");
            }
            return bytes[at++];
        }

        long readVarint() {
            long value = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                byte b = readByte();
                value |= (b & 0x7fL) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("number too long");
        }
    }
}
