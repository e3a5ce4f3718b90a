package io.botflow.analytics.local.replay;

/**
 * How fast a replay sends.
 *
 * @param eventsPerSecond infinite for as fast as the broker takes them
 */
public record Speed(double eventsPerSecond) {
    /** As fast as the broker takes them. */
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    private static final double NANOS_PER_SECOND = 1e9;

    public Speed {
        if (!(eventsPerSecond > 0)) {
            throw new IllegalArgumentException("not above 0: " + eventsPerSecond);
        }
    }

    /** A number of events per second, or {@code max}. */
    public static Speed parse(String text) {
        try {
            return "max".equals(text) ? MAX : new Speed(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("neither max nor a number of events per second: " + text, e);
        }
    }

    /** How long after the first event the event with this index, from 0, is due, in nanoseconds. */
    long dueNanos(long index) {
        return (long) (index / eventsPerSecond * NANOS_PER_SECOND);
    }
}
