package io.botflow.analytics.local.bench;

import java.util.BitSet;

/** Which frames one client has received; safe for threads. */
final class Received {
    private final BitSet sequences = new BitSet();
    private long duplicates;
    private long gaps;

    /** Takes a frame in; false if it was there before. */
    synchronized boolean add(int sequence) {
        if (sequences.get(sequence)) {
            duplicates++;
            return false;
        }
        sequences.set(sequence);
        return true;
    }

    /** The server said that frames were lost. */
    synchronized void addGap() {
        gaps++;
    }

    synchronized long gaps() {
        return gaps;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    /** How many of the expected frames are not there. */
    synchronized int missing(BitSet expected) {
        BitSet missing = (BitSet) expected.clone();
        missing.andNot(sequences);
        return missing.cardinality();
    }

    /** Forgets everything, for the next measurement. */
    synchronized void clear() {
        sequences.clear();
        duplicates = 0;
        gaps = 0;
    }
}
