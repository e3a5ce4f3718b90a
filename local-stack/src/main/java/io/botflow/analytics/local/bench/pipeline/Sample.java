package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.local.RecordEnds;
import java.lang.management.ManagementFactory;

/**
 * How far a process was at some moment.
 *
 * @param nanos {@link System#nanoTime} in the process
 * @param cpuNanos processor time that it had used
 * @param ends what had become of the records read
 */
record Sample(long nanos, long cpuNanos, RecordEnds ends) {
    private static final int COLUMNS = 7;

    /** A sample of this process now. */
    static Sample now(RecordEnds ends) {
        long cpuNanos = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        return new Sample(System.nanoTime(), cpuNanos, ends);
    }

    /** As one line of text. */
    String line() {
        return String.join(
                ",",
                Long.toString(nanos),
                Long.toString(cpuNanos),
                Long.toString(ends.recordsRead()),
                Long.toString(ends.counted()),
                Long.toString(ends.duplicate()),
                Long.toString(ends.deadLetter()),
                Long.toString(ends.late()));
    }

    static Sample parse(String line) {
        String[] columns = line.split(",", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not a sample: " + line);
        }
        long[] numbers = new long[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            numbers[i] = Long.parseLong(columns[i]);
        }
        return new Sample(
                numbers[0], numbers[1], new RecordEnds(numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]));
    }
}
