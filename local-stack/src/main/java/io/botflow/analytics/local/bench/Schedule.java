package io.botflow.analytics.local.bench;

/**
 * When each event is meant to be sent, whether or not the one before it has been: a stack that stalls is charged for all
 * that had to wait.
 *
 * @param startNanos {@link System#nanoTime} at which the first is meant to be sent
 * @param eventsPerSecond above 0
 */
record Schedule(long startNanos, double eventsPerSecond) {
    private static final double NANOS_PER_SECOND = 1e9;

    Schedule {
        if (!(eventsPerSecond > 0)) {
            throw new IllegalArgumentException("not a number of events per second: " + eventsPerSecond);
        }
    }

    /** When the event of a number is meant to be sent; the first has number 0. */
    long intendedNanos(long number) {
        return startNanos + Math.round(number * NANOS_PER_SECOND / eventsPerSecond);
    }

    /** How many events fall into a time. */
    long eventsIn(double seconds) {
        return Math.round(seconds * eventsPerSecond);
    }
}
