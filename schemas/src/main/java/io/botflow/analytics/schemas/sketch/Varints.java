package io.botflow.analytics.schemas.sketch;

import java.util.Arrays;

/** Unsigned numbers in as few bytes as they need, seven bits in each. */
public final class Varints {
    private Varints() {}

    /** Writes into an array that grows. */
    public static final class Writer {
        private byte[] bytes;
        private int length;

        public Writer(int capacity) {
            bytes = new byte[Math.max(capacity, 16)];
        }

        public void writeByte(byte b) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * length);
            }
            bytes[length++] = b;
        }

        public void writeVarint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                writeByte((byte) (rest | 0x80));
                rest >>>= 7;
            }
            writeByte((byte) rest);
        }

        public void writeBytes(byte[] values) {
            for (byte value : values) {
                writeByte(value);
            }
        }

        public byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }
    }

    /** Reads what {@link Writer} wrote. */
    public static final class Reader {
        private final byte[] bytes;
        private int at;

        public Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        public boolean isAtEnd() {
            return at == bytes.length;
        }

        public byte readByte() {
            if (at == bytes.length) {
                throw new IllegalArgumentException("bytes end too early");
            }
            return bytes[at++];
        }

        /** The next bytes, so many. */
        public byte[] readBytes(long count) {
            if (count < 0 || count > bytes.length - at) {
                throw new IllegalArgumentException("bytes end too early");
            }
            at += (int) count;
            return Arrays.copyOfRange(bytes, at - (int) count, at);
        }

        /** All bytes that are left. */
        public byte[] rest() {
            return readBytes(bytes.length - at);
        }

        public long readVarint() {
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
