package io.botflow.analytics.jobs.repair;

import java.io.Serializable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Offsets of the records of a topic: a bit each, in chunks that exist only where there are any. Not safe for threads. */
public final class OffsetSet implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int CHUNK = 1 << 16;

    private final Map<Place, BitSet> chunks = new HashMap<>();
    private long size;

    private record Place(int partition, long chunk) implements Serializable {}

    /** Adds an offset; false if it was there. */
    public boolean add(int partition, long offset) {
        BitSet chunk = chunks.computeIfAbsent(new Place(partition, offset / CHUNK), place -> new BitSet());
        int bit = (int) (offset % CHUNK);
        if (chunk.get(bit)) {
            return false;
        }
        chunk.set(bit);
        size++;
        return true;
    }

    public boolean contains(int partition, long offset) {
        BitSet chunk = chunks.get(new Place(partition, offset / CHUNK));
        return chunk != null && chunk.get((int) (offset % CHUNK));
    }

    public long size() {
        return size;
    }
}
