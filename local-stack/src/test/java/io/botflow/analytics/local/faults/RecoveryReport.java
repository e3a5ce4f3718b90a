package io.botflow.analytics.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The faults that struck, and how long after each everything worked again. */
final class RecoveryReport {
    private static final double MILLIS = 1_000.0;

    private final List<String> lines = new ArrayList<>();

    RecoveryReport() {
        lines.add(String.format(Locale.ROOT, "%-30s %9s %9s %12s", "fault", "at (s)", "took (s)", "healthy (s)"));
    }

    /**
     * Adds a line.
     *
     * @param at since the beginning
     * @param took until the fault itself was over
     * @param healthy from then until everything worked and every job had kept its state
     */
    String add(Fault fault, Duration at, Duration took, Duration healthy) {
        String line = String.format(
                Locale.ROOT,
                "%-30s %9.1f %9.1f %12.1f",
                fault.name(),
                at.toMillis() / MILLIS,
                took.toMillis() / MILLIS,
                healthy.toMillis() / MILLIS);
        lines.add(line);
        return line;
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }
}
