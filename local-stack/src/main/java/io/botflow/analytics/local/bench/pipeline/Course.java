package io.botflow.analytics.local.bench.pipeline;

import java.util.List;
import java.util.function.ToLongFunction;

/** How much processor time and time a process had used when it had read a number of records, from its samples. */
record Course(List<Sample> samples) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLION = 1e6;

    /** Processor seconds for each further million of records between two numbers of records. */
    double cpuSecondsPerMillion(long from, long to) {
        return (at(to, Sample::cpuNanos) - at(from, Sample::cpuNanos)) / NANOS_PER_SECOND / ((to - from) / MILLION);
    }

    /** Records per second of time between two numbers of records. */
    double recordsPerSecond(long from, long to) {
        return (to - from) / ((at(to, Sample::nanos) - at(from, Sample::nanos)) / NANOS_PER_SECOND);
    }

    /** {@link System#nanoTime} of the process when it had read so many records. */
    long nanosAt(long records) {
        return Math.round(at(records, Sample::nanos));
    }

    /** A figure when so many records were read: on the line between the last sample with fewer and the first with as many. */
    private double at(long records, ToLongFunction<Sample> figure) {
        Sample before = null;
        for (Sample sample : samples) {
            long read = sample.ends().recordsRead();
            if (read >= records) {
                if (before == null) {
                    throw new IllegalArgumentException(records + " records had been read before the first sample");
                }
                double share = (double) (records - before.ends().recordsRead())
                        / (read - before.ends().recordsRead());
                long low = figure.applyAsLong(before);
                return low + share * (figure.applyAsLong(sample) - low);
            }
            before = sample;
        }
        throw new IllegalArgumentException(records + " records were never read");
    }
}
