package io.botflow.analytics.local.bench.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The samples that a process takes of itself, one line each, for another process to read. */
record SampleFile(Path path) {
    /** A file without samples; what an earlier run has left there is removed. */
    static SampleFile fresh(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        Files.deleteIfExists(path);
        return new SampleFile(path);
    }

    void append(Sample sample) throws IOException {
        Files.writeString(path, sample.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All samples so far; a line that is being written is left out. */
    List<Sample> read() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        String text = Files.readString(path, StandardCharsets.US_ASCII);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Sample::parse)
                .toList();
    }

    /** The newest sample. */
    Optional<Sample> newest() throws IOException {
        List<Sample> samples = read();
        return samples.isEmpty() ? Optional.empty() : Optional.of(samples.get(samples.size() - 1));
    }
}
