package io.botflow.analytics.local.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.TreeMap;

/** What the supervisor tells other processes of itself and its children. */
record ClusterProcesses(Running supervisor, boolean ready, List<Running> parts, Map<String, String> problems) {
    /** The kernel counts from its own start, whose time is not known exactly. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private static final String SUPERVISOR = "supervisor";
    private static final String PART = "part.";
    private static final String PROBLEM = "problem.";

    /**
     * A process, known again by when it started: another may have its number later.
     *
     * @param starts how often it was started
     */
    record Running(String name, long pid, Instant started, int starts) {
        static Running of(String name, long pid, int starts) {
            Instant started = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().startInstant())
                    .orElse(Instant.EPOCH);
            return new Running(name, pid, started, starts);
        }

        /** The process, if it has not ended. */
        Optional<ProcessHandle> process() {
            return ProcessHandle.of(pid)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(instant ->
                                    Duration.between(instant, started).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                            .orElse(false));
        }

        boolean isAlive() {
            return process().isPresent();
        }
    }

    /** As the supervisor last told; nothing when there never was one. */
    static Optional<ClusterProcesses> read(ClusterDirectory directory) {
        Map<String, String> properties = new PropertiesFile(directory.processes()).read();
        if (!properties.containsKey(SUPERVISOR)) {
            return Optional.empty();
        }
        List<Running> parts = new ArrayList<>();
        Map<String, String> problems = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PART)) {
                parts.add(running(name.substring(PART.length() + 2), value));
            } else if (name.startsWith(PROBLEM)) {
                problems.put(name.substring(PROBLEM.length()), value);
            }
        });
        return Optional.of(new ClusterProcesses(
                running(SUPERVISOR, properties.get(SUPERVISOR)),
                Boolean.parseBoolean(properties.get("ready")),
                parts,
                problems));
    }

    void write(ClusterDirectory directory) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(SUPERVISOR, text(supervisor));
        properties.put("ready", Boolean.toString(ready));
        for (int i = 0; i < parts.size(); i++) {
            // In the order in which they depend on one another.
            properties.put(PART + i + "." + parts.get(i).name(), text(parts.get(i)));
        }
        problems.forEach((job, problem) -> properties.put(PROBLEM + job, problem));
        new PropertiesFile(directory.processes()).write(properties);
    }

    private static String text(Running running) {
        return running.pid() + " " + running.started().toEpochMilli() + " " + running.starts();
    }

    private static Running running(String name, String text) {
        try (Scanner words = new Scanner(text)) {
            return new Running(name, words.nextLong(), Instant.ofEpochMilli(words.nextLong()), words.nextInt());
        }
    }
}
