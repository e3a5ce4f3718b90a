package io.botflow.analytics.local.bench;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What arrives of one run of the load: counts of every frame, and the latency of those whose event was meant to be sent
 * in the measured time. Safe for threads.
 */
final class Measurement {
    private static final long LONGEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;
    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1_000;

    private final String prefix;
    private final LoadPlan plan;
    private final Schedule schedule;
    private final Histogram latencyMicros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
    private final LongAdder frames = new LongAdder();
    private final LongAdder otherFrames = new LongAdder();

    /**
     * A measurement of a run that begins now.
     *
     * @param prefix what the run's texts begin with
     */
    Measurement(String prefix, LoadPlan plan, Schedule schedule) {
        this.prefix = prefix;
        this.plan = plan;
        this.schedule = schedule;
    }

    /** What the texts of the measured load begin with. */
    String prefix() {
        return prefix;
    }

    /** Takes in a frame of the load that a client of an organization received for the first time. */
    void received(int organization, int sequence, long atNanos) {
        frames.increment();
        long number = plan.number(organization, sequence);
        long micros = (atNanos - schedule.intendedNanos(number)) / NANOS_PER_MICRO;
        latencyMicros.recordValue(Math.max(0, Math.min(LONGEST_MICROS, micros)));
    }

    /** Takes in a frame that no event of the load has caused alone: figures, states of conversations. */
    void receivedOther() {
        otherFrames.increment();
    }

    long frames() {
        return frames.sum();
    }

    long otherFrames() {
        return otherFrames.sum();
    }

    /** The latencies in microseconds. */
    Histogram latencyMicros() {
        return latencyMicros.copy();
    }
}
