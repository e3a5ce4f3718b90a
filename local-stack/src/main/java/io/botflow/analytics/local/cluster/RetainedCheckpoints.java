package io.botflow.analytics.local.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The completed checkpoints that runs of a job have left.
 *
 * @param directory with a directory for each run, named by its id
 */
record RetainedCheckpoints(Path directory) {
    private static final Pattern NAME = Pattern.compile("chk-([0-9]+)");

    /** Of a deployed job; what it was told where to keep them says where they are. */
    static RetainedCheckpoints of(Deployment deployment) {
        Path all = Path.of(URI.create(deployment.settings().get("CHECKPOINT_DIRECTORY")));
        return new RetainedCheckpoints(all.resolve(deployment.job().jobName()));
    }

    /** Those of one run, the newest first: Flink writes {@code _metadata} last. */
    List<Path> ofRun(String run) throws IOException {
        Path checkpoints = directory.resolve(run);
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        List<Path> completed = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(checkpoints, "chk-*")) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry.resolve("_metadata"))) {
                    completed.add(entry);
                }
            }
        }
        completed.sort(Comparator.comparingLong(RetainedCheckpoints::number).reversed());
        return completed;
    }

    /** By the number in its name: times of files have been copied or lost before. */
    private static long number(Path checkpoint) {
        Matcher matcher = NAME.matcher(checkpoint.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /** All that a deployed job can go on from, the best first. */
    List<String> statesFor(Deployment deployment) throws IOException {
        List<String> states = new ArrayList<>();
        for (String run : deployment.runs()) {
            for (Path checkpoint : ofRun(run)) {
                states.add(FlinkConfiguration.uri(checkpoint));
            }
        }
        if (!deployment.origin().isEmpty()) {
            states.add(deployment.origin());
        }
        return states;
    }
}
