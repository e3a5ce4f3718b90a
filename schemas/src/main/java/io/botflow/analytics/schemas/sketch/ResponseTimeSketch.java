package io.botflow.analytics.schemas.sketch;

import java.util.Arrays;
import java.util.List;

/**
 * How many response times fell where: a histogram whose buckets are one millisecond wide up to 255 ms and at most 1/128
 * of their value beyond, so that a percentile lies within 0.4 % (and the rounding to whole milliseconds) of the exact
 * one.
 *
 * <p>It is a function of the multiset of values: any order of adding and merging gives the same sketch, and the same
 * bytes. It has some 2 700 buckets at most. Not safe for threads.
 */
public final class ResponseTimeSketch {
    /** Largest value in milliseconds. */
    public static final int MAX_MILLIS = 86_400_000;

    private static final byte FORMAT = 1;
    /** Buckets per doubling of the value. */
    private static final int STEPS_BITS = 7;

    private static final int STEPS = 1 << STEPS_BITS;
    /** Below this every value has a bucket of its own. */
    private static final int EXACT_BELOW = 2 * STEPS;

    /** So many are merged faster one by one. */
    private static final int FEW = 8;

    /** A sketch with so many times the other's buckets takes them in one by one, where it would be copied otherwise. */
    private static final int LARGER = 8;

    private static final int LAST_BUCKET = bucketOf(MAX_MILLIS);
    /** More than any stream has, and a hundred times as many are still a long. */
    private static final long MOST_VALUES = 1L << 53;

    private int[] buckets;
    private long[] counts;
    private int size;
    private long total;

    public ResponseTimeSketch() {
        this(4);
    }

    private ResponseTimeSketch(int capacity) {
        buckets = new int[capacity];
        counts = new long[capacity];
    }

    /**
     * Reads what {@link #toBytes()} wrote.
     *
     * @throws IllegalArgumentException if the bytes are not a sketch
     */
    public static ResponseTimeSketch fromBytes(byte[] bytes) {
        Varints.Reader in = new Varints.Reader(bytes);
        if (in.readByte() != FORMAT) {
            throw new IllegalArgumentException("not a response time sketch of format " + FORMAT);
        }
        long declared = in.readVarint();
        if (declared < 0 || declared > bytes.length) {
            throw new IllegalArgumentException("a response time sketch of " + bytes.length + " bytes has not "
                    + Long.toUnsignedString(declared) + " buckets");
        }
        int size = (int) declared;
        ResponseTimeSketch sketch = new ResponseTimeSketch(Math.max(size, 1));
        long bucket = 0;
        for (int i = 0; i < size; i++) {
            long step = in.readVarint();
            bucket += step;
            long count = in.readVarint();
            sketch.total += count;
            if (step < (i == 0 ? 0 : 1) || step > LAST_BUCKET || bucket > LAST_BUCKET) {
                throw new IllegalArgumentException("bucket " + i + " is not in order or beyond the last");
            }
            if (count < 1 || count > MOST_VALUES || sketch.total > MOST_VALUES) {
                throw new IllegalArgumentException("bucket " + i + " cannot hold " + count + " values");
            }
            sketch.buckets[i] = (int) bucket;
            sketch.counts[i] = count;
        }
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("bytes go on behind the sketch");
        }
        sketch.size = size;
        return sketch;
    }

    /**
     * The sketch of all that sketches have taken in, each in the form of {@link #toBytes()}. For many it takes a place of
     * every bucket, and so costs as much as they hold, where merging one by one would copy the growing result each time.
     *
     * @throws IllegalArgumentException if one of them is not a sketch
     */
    public static ResponseTimeSketch merged(List<byte[]> stored) {
        if (stored.size() <= FEW) {
            ResponseTimeSketch merged = new ResponseTimeSketch();
            stored.forEach(bytes -> merged.merge(fromBytes(bytes)));
            return merged;
        }
        long[] all = new long[LAST_BUCKET + 1];
        for (byte[] bytes : stored) {
            ResponseTimeSketch one = fromBytes(bytes);
            for (int i = 0; i < one.size; i++) {
                all[one.buckets[i]] += one.counts[i];
            }
        }
        ResponseTimeSketch merged = new ResponseTimeSketch(all.length);
        for (int bucket = 0; bucket < all.length; bucket++) {
            if (all[bucket] > 0) {
                merged.buckets[merged.size] = bucket;
                merged.counts[merged.size] = all[bucket];
                merged.size++;
                merged.total += all[bucket];
            }
        }
        return merged;
    }

    /** A compact form for PostgreSQL and for state; equal sketches give equal bytes. */
    public byte[] toBytes() {
        Varints.Writer out = new Varints.Writer(2 + 3 * size);
        out.writeByte(FORMAT);
        out.writeVarint(size);
        int previous = 0;
        for (int i = 0; i < size; i++) {
            out.writeVarint(buckets[i] - previous);
            out.writeVarint(counts[i]);
            previous = buckets[i];
        }
        return out.toBytes();
    }

    /** Takes in one response time, 0 to {@link #MAX_MILLIS} milliseconds. */
    public void add(int millis) {
        if (millis < 0 || millis > MAX_MILLIS) {
            throw new IllegalArgumentException("response time " + millis + " ms is not in 0.." + MAX_MILLIS);
        }
        count(bucketOf(millis), 1);
    }

    /** Takes in all that the other sketch has taken in. */
    public void merge(ResponseTimeSketch other) {
        if (other.size <= size / LARGER) {
            for (int i = 0; i < other.size; i++) {
                count(other.buckets[i], other.counts[i]);
            }
            return;
        }
        int[] mergedBuckets = new int[size + other.size];
        long[] mergedCounts = new long[size + other.size];
        int merged = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < size || theirs < other.size) {
            int myBucket = mine < size ? buckets[mine] : Integer.MAX_VALUE;
            int theirBucket = theirs < other.size ? other.buckets[theirs] : Integer.MAX_VALUE;
            mergedBuckets[merged] = Math.min(myBucket, theirBucket);
            long count = 0;
            if (myBucket <= theirBucket) {
                count += counts[mine++];
            }
            if (theirBucket <= myBucket) {
                count += other.counts[theirs++];
            }
            mergedCounts[merged++] = count;
        }
        buckets = mergedBuckets;
        counts = mergedCounts;
        size = merged;
        total += other.total;
    }

    /**
     * Takes out all that the other sketch has taken in; for totals over a window that slides.
     *
     * @throws IllegalArgumentException if some of it was never taken in or merged here; nothing is changed then
     */
    public void subtract(ResponseTimeSketch other) {
        long[] left = Arrays.copyOf(counts, size);
        for (int i = 0; i < other.size; i++) {
            int at = Arrays.binarySearch(buckets, 0, size, other.buckets[i]);
            if (at < 0 || left[at] < other.counts[i]) {
                throw new IllegalArgumentException("bucket " + other.buckets[i] + " holds less than is taken out");
            }
            left[at] -= other.counts[i];
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (left[i] > 0) {
                buckets[kept] = buckets[i];
                counts[kept] = left[i];
                kept++;
            }
        }
        size = kept;
        total -= other.total;
    }

    /** How many values were taken in. */
    public long count() {
        return total;
    }

    public boolean isEmpty() {
        return total == 0;
    }

    /**
     * The value at rank p·(n−1), between two values in proportion, in whole milliseconds.
     *
     * @param hundredths p in hundredths, 0 to 100
     * @throws IllegalStateException if the sketch is empty
     */
    public long percentile(int hundredths) {
        if (total == 0) {
            throw new IllegalStateException("no percentile of an empty sketch");
        }
        long rank = hundredths * (total - 1);
        long lower = valueAt(rank / 100);
        long rest = rank % 100;
        long upper = rest == 0 ? lower : valueAt(rank / 100 + 1);
        return lower + Math.floorDiv((upper - lower) * rest + 50, 100);
    }

    public ResponseTimeSketch copy() {
        ResponseTimeSketch copy = new ResponseTimeSketch(Math.max(size, 1));
        System.arraycopy(buckets, 0, copy.buckets, 0, size);
        System.arraycopy(counts, 0, copy.counts, 0, size);
        copy.size = size;
        copy.total = total;
        return copy;
    }

    private long valueAt(long index) {
        long seen = 0;
        for (int i = 0; i < size; i++) {
            seen += counts[i];
            if (seen > index) {
                return middleOf(buckets[i]);
            }
        }
        throw new IllegalStateException("index " + index + " of " + total);
    }

    private void count(int bucket, long times) {
        int at = Arrays.binarySearch(buckets, 0, size, bucket);
        if (at >= 0) {
            counts[at] += times;
        } else {
            insert(-at - 1, bucket, times);
        }
        total += times;
    }

    private void insert(int at, int bucket, long times) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        System.arraycopy(buckets, at, buckets, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        buckets[at] = bucket;
        counts[at] = times;
        size++;
    }

    private static int bucketOf(int millis) {
        if (millis < EXACT_BELOW) {
            return millis;
        }
        int doublings = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(millis) - STEPS_BITS;
        return doublings * STEPS + (millis >> doublings);
    }

    private static long middleOf(int bucket) {
        if (bucket < EXACT_BELOW) {
            return bucket;
        }
        int doublings = bucket / STEPS - 1;
        long lowest = (long) (STEPS + bucket % STEPS) << doublings;
        return lowest + (1L << doublings) / 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResponseTimeSketch that
                && size == that.size
                && Arrays.equals(buckets, 0, size, that.buckets, 0, size)
                && Arrays.equals(counts, 0, size, that.counts, 0, size);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return "ResponseTimeSketch[" + total + " values in " + size + " buckets]";
    }
}
