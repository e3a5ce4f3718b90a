package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.serialization.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Signed sums, one for each constant of an enum. Not safe for threads.
 *
 * <p>Stored by position: new constants go behind the old ones.
 */
public final class Counters<E extends Enum<E>> {
    private final long[] sums;

    public Counters(Class<E> names) {
        this(new long[names.getEnumConstants().length]);
    }

    private Counters(long[] sums) {
        this.sums = sums;
    }

    public long get(E name) {
        return sums[name.ordinal()];
    }

    public void add(E name, long amount) {
        sums[name.ordinal()] += amount;
    }

    public void addAll(Counters<E> other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
    }

    public boolean isZero() {
        for (long sum : sums) {
            if (sum != 0) {
                return false;
            }
        }
        return true;
    }

    public Counters<E> copy() {
        return new Counters<>(sums.clone());
    }

    public void write(DataOutput out) throws IOException {
        Compact.writeLong(sums.length, out);
        for (long sum : sums) {
            Compact.writeLong(sum, out);
        }
    }

    /** Reads what {@link #write} wrote, perhaps when the enum had fewer constants. */
    public static <E extends Enum<E>> Counters<E> read(Class<E> names, DataInput in) throws IOException {
        Counters<E> counters = new Counters<>(names);
        int count = Compact.readInt(in);
        if (count > counters.sums.length) {
            throw new IOException("written with " + count + " of " + names.getSimpleName() + ", known are "
                    + counters.sums.length + ": by a later release");
        }
        for (int i = 0; i < count; i++) {
            counters.sums[i] = Compact.readLong(in);
        }
        return counters;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counters<?> that && Arrays.equals(sums, that.sums);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return Arrays.toString(sums);
    }
}
