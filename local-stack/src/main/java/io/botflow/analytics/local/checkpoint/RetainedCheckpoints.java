package io.botflow.analytics.local.checkpoint;

import java.io.IOException;
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
public record RetainedCheckpoints(Path directory) {
    private static final Pattern NAME = Pattern.compile("chk-([0-9]+)");

    /** By the number in the name: times of files have been copied or lost before. */
    private static final Comparator<Path> NEWEST_FIRST =
            Comparator.comparingLong(RetainedCheckpoints::number).reversed();

    /** Those of one run, the newest first: Flink writes {@code _metadata} last. */
    public List<Path> ofRun(String run) throws IOException {
        return completed(directory.resolve(run)).stream().sorted(NEWEST_FIRST).toList();
    }

    /** Those of all runs, each of which has gone on from the newest of those before: so do its numbers. */
    public List<Path> ofAllRuns() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> completed = new ArrayList<>();
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path run : runs) {
                completed.addAll(completed(run));
            }
        }
        completed.sort(NEWEST_FIRST);
        return completed;
    }

    private static List<Path> completed(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        List<Path> completed = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(run, "chk-*")) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry.resolve("_metadata"))) {
                    completed.add(entry);
                }
            }
        }
        return completed;
    }

    private static long number(Path checkpoint) {
        Matcher matcher = NAME.matcher(checkpoint.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
