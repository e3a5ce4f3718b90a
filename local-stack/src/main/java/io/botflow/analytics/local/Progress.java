package io.botflow.analytics.local;

import java.io.PrintStream;

/** Tells a person what the stack is doing, one line for each step. */
public final class Progress {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Does a step and tells how long it took. */
    public <T> T step(String name, Step<T> step) throws Exception {
        long start = System.nanoTime();
        T result = step.run();
        out.printf("%-12s %4.1f s%n", name, (System.nanoTime() - start) / NANOS_PER_SECOND);
        out.flush();
        return result;
    }

    /** Prints a line. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Something that may fail. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws Exception;
    }
}
