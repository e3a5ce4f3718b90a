package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.schemas.figures.Ratio;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The response times of one conversation in milliseconds: each of them up to 10 000, so that percentiles are exact, a
 * sketch of all beyond. Not safe for threads.
 */
final class ResponseTimes {
    static final int EXACT_UP_TO = 10_000;

    private int[] values = {};
    private int size;
    /** Null up to {@link #EXACT_UP_TO} values. */
    private ResponseTimeSketch sketch;

    private long count;
    private long sum;
    private int slowest = -1;

    void add(int millis) {
        count++;
        sum += millis;
        slowest = Math.max(slowest, millis);
        if (sketch != null) {
            sketch.add(millis);
            return;
        }
        if (size == EXACT_UP_TO) {
            sketch = new ResponseTimeSketch();
            for (int i = 0; i < size; i++) {
                sketch.add(values[i]);
            }
            sketch.add(millis);
            values = new int[0];
            size = 0;
            return;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, Math.max(8, 2 * size));
        }
        values[size++] = millis;
    }

    /** Rounded half up; null without responses. */
    Long average() {
        return Ratio.whole(sum, count);
    }

    /** Null without responses. */
    Long slowest() {
        return count == 0 ? null : (long) slowest;
    }

    /** By rank p·(n−1), see {@link ExactPercentile}; null without responses. */
    Long percentile(int hundredths) {
        if (count == 0) {
            return null;
        }
        if (sketch != null) {
            return sketch.percentile(hundredths);
        }
        Arrays.sort(values, 0, size);
        return ExactPercentile.of(values, size, hundredths);
    }

    ResponseTimes copy() {
        ResponseTimes copy = new ResponseTimes();
        copy.values = Arrays.copyOf(values, size);
        copy.size = size;
        copy.sketch = sketch == null ? null : sketch.copy();
        copy.count = count;
        copy.sum = sum;
        copy.slowest = slowest;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        Compact.writeLong(size, out);
        for (int i = 0; i < size; i++) {
            Compact.writeLong(values[i], out);
        }
        Compact.writeBytes(sketch == null ? null : sketch.toBytes(), out);
        Compact.writeLong(sum, out);
        Compact.writeLong(slowest, out);
    }

    static ResponseTimes read(DataInput in) throws IOException {
        ResponseTimes times = new ResponseTimes();
        times.size = Compact.readInt(in);
        times.values = new int[times.size];
        for (int i = 0; i < times.size; i++) {
            times.values[i] = Compact.readInt(in);
        }
        byte[] sketch = Compact.readBytes(in);
        times.sketch = sketch == null ? null : ResponseTimeSketch.fromBytes(sketch);
        times.count = sketch == null ? times.size : times.sketch.count();
        times.sum = Compact.readLong(in);
        times.slowest = Compact.readInt(in);
        return times;
    }
}
