package io.botflow.analytics.jobs.oracle;

/**
 * Between these two exact order statistics, both included, a percentile of response times lies.
 *
 * @param low milliseconds
 * @param high milliseconds
 */
public record ResponseTimeInterval(long low, long high) {
    private static final double SKETCH_ERROR = 0.01;
    private static final double ROUNDING_MILLIS = 1.0;

    /** Whether a sketch's answer is right: inside the interval widened by one percent and the rounding. */
    public boolean admits(double millis) {
        return millis >= low * (1 - SKETCH_ERROR) - ROUNDING_MILLIS
                && millis <= high * (1 + SKETCH_ERROR) + ROUNDING_MILLIS;
    }

    /** Whether the cell is written as an interval. */
    static boolean isInterval(String cell) {
        return cell != null && cell.matches("\\d+\\.\\.\\d+");
    }

    /** Reads {@code LOW..HIGH}. */
    public static ResponseTimeInterval parse(String cell) {
        int dots = cell.indexOf("..");
        return new ResponseTimeInterval(
                Long.parseLong(cell.substring(0, dots)), Long.parseLong(cell.substring(dots + 2)));
    }

    @Override
    public String toString() {
        return low + ".." + high;
    }
}
