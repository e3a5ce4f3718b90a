package io.botflow.analytics.schemas.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A 64-bit hash that is the same on every machine and in every release, since jobs keep it in their state. */
public final class Hash64 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    // Odd 64-bit constants of splitmix64 and of the golden ratio.
    private static final long FIRST = 0xbf58476d1ce4e5b9L;
    private static final long SECOND = 0x94d049bb133111ebL;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Hash64() {}

    /** Hash of the bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public static long of(byte[] bytes, int from, int to) {
        long hash = GOLDEN ^ (to - from);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = combine(hash, (long) LONGS.get(bytes, at));
        }
        long tail = 0;
        for (; at < to; at++) {
            tail = (tail << Byte.SIZE) | (bytes[at] & 0xff);
        }
        return mix(combine(hash, tail));
    }

    /** Hash of the string's UTF-8 bytes. */
    public static long of(String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    /** Takes one more word into a hash; the order of words matters. */
    public static long combine(long hash, long word) {
        return Long.rotateLeft(hash ^ (word * FIRST), 29) * SECOND;
    }

    /** Spreads the bits of a hash over all its positions. */
    public static long mix(long hash) {
        long z = (hash ^ (hash >>> 30)) * FIRST;
        z = (z ^ (z >>> 27)) * SECOND;
        return z ^ (z >>> 31);
    }
}
