package io.botflow.analytics.jobs.serialization;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Compact forms of simple values; each {@code write} has the {@code read} that takes it back. */
public final class Compact {
    private Compact() {}

    /** Numbers near zero, of either sign, take one byte. */
    public static void writeLong(long value, DataOutput out) throws IOException {
        long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long readLong(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte b = in.readByte();
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IOException("number too long");
    }

    public static int readInt(DataInput in) throws IOException {
        return Math.toIntExact(readLong(in));
    }

    public static void writeUuid(UUID id, DataOutput out) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    public static UUID readUuid(DataInput in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    /** @param bytes may be null */
    public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        if (bytes == null) {
            writeLong(-1, out);
        } else {
            writeLong(bytes.length, out);
            out.write(bytes);
        }
    }

    public static byte[] readBytes(DataInput in) throws IOException {
        int length = readInt(in);
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    /** @param string may be null */
    public static void writeString(String string, DataOutput out) throws IOException {
        writeBytes(string == null ? null : string.getBytes(StandardCharsets.UTF_8), out);
    }

    public static String readString(DataInput in) throws IOException {
        byte[] bytes = readBytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** @param constant may be null */
    public static void writeEnum(Enum<?> constant, DataOutput out) throws IOException {
        out.writeByte(constant == null ? -1 : constant.ordinal());
    }

    /** Constants are told apart by their position: new ones go behind the old ones. */
    public static <E extends Enum<E>> E readEnum(E[] constants, DataInput in) throws IOException {
        int ordinal = in.readByte();
        return ordinal < 0 ? null : constants[ordinal];
    }
}
