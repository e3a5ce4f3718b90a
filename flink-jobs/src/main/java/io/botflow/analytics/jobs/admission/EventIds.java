package io.botflow.analytics.jobs.admission;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.schemas.event.Hash64;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.UUID;

/** The ids of the events read, each with a fingerprint of its content: an open hash table. Not safe for threads. */
public final class EventIds {
    private static final int FIRST_CAPACITY = 16;
    /** Longs of an entry: the id's two halves and the fingerprint. */
    private static final int WIDTH = 3;
    /** Marks a free place; a fingerprint of that value is stored as another one. */
    private static final long FREE = 0;

    private long[] entries = new long[WIDTH * FIRST_CAPACITY];
    private int size;

    public int size() {
        return size;
    }

    /** Whether the id is there. */
    public boolean contains(UUID id) {
        return entries[placeOf(id.getMostSignificantBits(), id.getLeastSignificantBits()) + 2] != FREE;
    }

    /** Whether the id came with this content. */
    public boolean hasContent(UUID id, long fingerprint) {
        return entries[placeOf(id.getMostSignificantBits(), id.getLeastSignificantBits()) + 2] == stored(fingerprint);
    }

    /** Adds an id that is not there yet. */
    public void add(UUID id, long fingerprint) {
        // Filled to three quarters at most.
        if (4 * (size + 1) > 3 * (entries.length / WIDTH)) {
            grow();
        }
        put(id.getMostSignificantBits(), id.getLeastSignificantBits(), stored(fingerprint));
        size++;
    }

    public EventIds copy() {
        EventIds copy = new EventIds();
        copy.entries = entries.clone();
        copy.size = size;
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        Compact.writeLong(size, out);
        for (int place = 0; place < entries.length; place += WIDTH) {
            if (entries[place + 2] != FREE) {
                out.writeLong(entries[place]);
                out.writeLong(entries[place + 1]);
                out.writeLong(entries[place + 2]);
            }
        }
    }

    public static EventIds read(DataInput in) throws IOException {
        EventIds ids = new EventIds();
        int size = Compact.readInt(in);
        int capacity = FIRST_CAPACITY;
        while (4 * size > 3 * capacity) {
            capacity *= 2;
        }
        ids.entries = new long[WIDTH * capacity];
        for (int i = 0; i < size; i++) {
            ids.put(in.readLong(), in.readLong(), in.readLong());
        }
        ids.size = size;
        return ids;
    }

    private void grow() {
        long[] old = entries;
        entries = new long[2 * old.length];
        for (int place = 0; place < old.length; place += WIDTH) {
            if (old[place + 2] != FREE) {
                put(old[place], old[place + 1], old[place + 2]);
            }
        }
    }

    private void put(long high, long low, long fingerprint) {
        int place = placeOf(high, low);
        entries[place] = high;
        entries[place + 1] = low;
        entries[place + 2] = fingerprint;
    }

    /** Where the id is, or the free place where it belongs. */
    private int placeOf(long high, long low) {
        int mask = entries.length / WIDTH - 1;
        int slot = (int) Hash64.mix(high ^ Long.rotateLeft(low, 32)) & mask;
        while (true) {
            int place = slot * WIDTH;
            if (entries[place + 2] == FREE || (entries[place] == high && entries[place + 1] == low)) {
                return place;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static long stored(long fingerprint) {
        return fingerprint == FREE ? 1 : fingerprint;
    }
}
