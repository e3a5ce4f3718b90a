package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.checkpoint.RetainedCheckpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was deployed, with all that is needed to start it again.
 *
 * @param jar name of the kept jar
 * @param settings the job's environment variables
 * @param options of Flink, {@code name=value}
 * @param runs Flink's ids of the job since it was deployed, the newest first; none when it was stopped
 * @param origin the state that the first of these runs began with; empty for none
 * @param savepoint the newest savepoint of the job; empty for none
 */
record Deployment(
        BotJob job,
        String jar,
        int parallelism,
        Map<String, String> settings,
        List<String> options,
        List<String> runs,
        String origin,
        String savepoint) {
    private static final String SETTING = "setting.";
    private static final String SEPARATOR = "\n";

    static Deployment of(BotJob job, String jar, int parallelism, Map<String, String> settings, List<String> options) {
        return new Deployment(job, jar, parallelism, Map.copyOf(settings), List.copyOf(options), List.of(), "", "");
    }

    Deployment withJar(String other) {
        return new Deployment(job, other, parallelism, settings, options, runs, origin, savepoint);
    }

    Deployment withParallelism(int other) {
        return new Deployment(job, jar, other, settings, options, runs, origin, savepoint);
    }

    Deployment withSettings(Map<String, String> other) {
        return new Deployment(job, jar, parallelism, Map.copyOf(other), options, runs, origin, savepoint);
    }

    /** Those of the settings that the job reads take the place of its own. */
    Deployment withGiven(Map<String, String> given) {
        Map<String, String> all = new TreeMap<>(settings);
        given.forEach((name, value) -> {
            if (job.variables().contains(name)) {
                all.put(name, value);
            }
        });
        return withSettings(all);
    }

    Deployment withSavepoint(String path) {
        return new Deployment(job, jar, parallelism, settings, options, runs, origin, path);
    }

    /** It runs for the first time, from some state or none. */
    Deployment started(String run, Optional<String> state) {
        return new Deployment(job, jar, parallelism, settings, options, List.of(run), state.orElse(""), savepoint);
    }

    /** The cluster lost it and it runs again. */
    Deployment startedAgain(String run) {
        List<String> all = new ArrayList<>(List.of(run));
        all.addAll(runs);
        return withRuns(all);
    }

    Deployment stopped() {
        return withRuns(List.of());
    }

    /** Whatever the earlier runs left is no longer needed. */
    Deployment withoutEarlierRuns() {
        return withRuns(runs.subList(0, 1));
    }

    /** Those of the job; what it was told where to keep them says where they are. */
    RetainedCheckpoints checkpoints() {
        Path all = Path.of(URI.create(settings.get("CHECKPOINT_DIRECTORY")));
        return new RetainedCheckpoints(all.resolve(job.jobName()));
    }

    /** All that the job can go on from, the best first. */
    List<String> states() throws IOException {
        List<String> states = new ArrayList<>();
        for (String run : runs) {
            for (Path checkpoint : checkpoints().ofRun(run)) {
                states.add(FlinkConfiguration.uri(checkpoint));
            }
        }
        if (!origin.isEmpty()) {
            states.add(origin);
        }
        return states;
    }

    private Deployment withRuns(List<String> other) {
        return new Deployment(job, jar, parallelism, settings, options, List.copyOf(other), origin, savepoint);
    }

    Map<String, String> toProperties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("jar", jar);
        properties.put("parallelism", Integer.toString(parallelism));
        properties.put("options", String.join(SEPARATOR, options));
        properties.put("runs", String.join(SEPARATOR, runs));
        properties.put("origin", origin);
        properties.put("savepoint", savepoint);
        settings.forEach((name, value) -> properties.put(SETTING + name, value));
        return properties;
    }

    static Deployment fromProperties(BotJob job, Map<String, String> properties) {
        Map<String, String> settings = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(SETTING)) {
                settings.put(name.substring(SETTING.length()), value);
            }
        });
        return new Deployment(
                job,
                properties.getOrDefault("jar", ""),
                Integer.parseInt(properties.getOrDefault("parallelism", "1")),
                Map.copyOf(settings),
                lines(properties.getOrDefault("options", "")),
                lines(properties.getOrDefault("runs", "")),
                properties.getOrDefault("origin", ""),
                properties.getOrDefault("savepoint", ""));
    }

    private static List<String> lines(String text) {
        return Stream.of(text.split(SEPARATOR)).filter(line -> !line.isEmpty()).toList();
    }

    /** Without the settings, which may be secret. */
    @Override
    public String toString() {
        return job.jobName() + Arrays.asList(jar, parallelism, runs, origin);
    }
}
