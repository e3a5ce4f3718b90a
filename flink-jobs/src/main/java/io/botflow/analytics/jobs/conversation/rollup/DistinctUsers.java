package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.serialization.Compact;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.apache.datasketches.memory.Memory;

/**
 * How many different users there were: exact up to 10 000, estimated beyond. It is a function of the set of users: any
 * order of adding and merging gives the same number. Users are known by a 64-bit hash. Not safe for threads.
 */
public final class DistinctUsers {
    /** Up to here the count is exact. */
    static final int EXACT_UP_TO = 10_000;
    /** 2^16 registers: a standard error of 0.41 %, so that 2 % hold in far more than 99.9 % of the hours. */
    private static final int LOG_REGISTERS = 16;

    /** Sorted hashes, the first {@link #size} of them; unused once there is an estimate. */
    private long[] hashes;

    private int size;
    private Union estimate;

    public DistinctUsers() {
        hashes = new long[4];
    }

    void add(long hash) {
        if (estimate != null) {
            estimate.update(hash);
            return;
        }
        int at = Arrays.binarySearch(hashes, 0, size, hash);
        if (at >= 0) {
            return;
        }
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        int place = -at - 1;
        System.arraycopy(hashes, place, hashes, place + 1, size - place);
        hashes[place] = hash;
        size++;
        if (size > EXACT_UP_TO) {
            estimateFromNowOn();
        }
    }

    void addAll(DistinctUsers other) {
        if (other.estimate != null) {
            estimateFromNowOn();
            estimate.update(other.estimate.getResult(TgtHllType.HLL_8));
            return;
        }
        for (int i = 0; i < other.size; i++) {
            add(other.hashes[i]);
        }
    }

    long count() {
        // Not getEstimate(): that depends on the order in which users came.
        return estimate == null ? size : Math.round(estimate.getCompositeEstimate());
    }

    boolean isEmpty() {
        return size == 0 && estimate == null;
    }

    DistinctUsers copy() {
        DistinctUsers copy = new DistinctUsers();
        copy.addAll(this);
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(estimate != null);
        if (estimate != null) {
            Compact.writeBytes(estimate.getResult(TgtHllType.HLL_8).toCompactByteArray(), out);
            return;
        }
        Compact.writeLong(size, out);
        for (int i = 0; i < size; i++) {
            out.writeLong(hashes[i]);
        }
    }

    static DistinctUsers read(DataInput in) throws IOException {
        DistinctUsers users = new DistinctUsers();
        if (in.readBoolean()) {
            users.estimate = Union.heapify(Memory.wrap(Compact.readBytes(in)));
            users.hashes = new long[0];
            return users;
        }
        users.size = Compact.readInt(in);
        users.hashes = new long[Math.max(users.size, 4)];
        for (int i = 0; i < users.size; i++) {
            users.hashes[i] = in.readLong();
        }
        return users;
    }

    private void estimateFromNowOn() {
        if (estimate != null) {
            return;
        }
        estimate = new Union(LOG_REGISTERS);
        HllSketch known = new HllSketch(LOG_REGISTERS, TgtHllType.HLL_8);
        for (int i = 0; i < size; i++) {
            known.update(hashes[i]);
        }
        estimate.update(known);
        hashes = new long[0];
        size = 0;
    }
}
