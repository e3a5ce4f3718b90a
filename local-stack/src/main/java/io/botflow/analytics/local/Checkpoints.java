package io.botflow.analytics.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints of one job below a directory, whichever runs of the job made them. */
record Checkpoints(Path directory) {
    /** Run, checkpoint, file. */
    private static final int DEPTH = 3;

    /** The newest checkpoint that was completed: Flink writes its {@code _metadata} last. */
    Optional<Path> newest() {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files =
                Files.find(directory, DEPTH, (file, attributes) -> attributes.isRegularFile() && isCompletion(file))) {
            return files.max(Comparator.comparing(Checkpoints::modified)).map(Path::getParent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCompletion(Path file) {
        return file.endsWith("_metadata")
                && file.getParent().getFileName().toString().startsWith("chk-");
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
