package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.jobs.oracle.TableComparison.Difference;
import java.util.List;
import java.util.stream.Collectors;

/** The job left other rows than it should have: how fast it did so is of no interest. */
final class WrongRowsException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int SHOWN = 10;

    private final transient List<Difference> differences;

    WrongRowsException(List<Difference> differences) {
        super("WRONG ROWS: " + differences.size() + " differences from a batch recomputation, so no speed is told");
        this.differences = differences;
    }

    /** The first of them, a line each. */
    String shown() {
        return differences.stream()
                .limit(SHOWN)
                .map(difference -> "  " + difference)
                .collect(Collectors.joining("\n"));
    }
}
