package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a build leaves for a cluster, below the root of the sources. */
record Installation(Path root) {
    /** Set by the scripts. */
    static final String ROOT_PROPERTY = "botflow.root";

    /** Flink's jars. */
    Path flinkLibraries() {
        Path libraries = root.resolve("flink-distribution/target/lib");
        if (!Files.isDirectory(libraries)) {
            throw new UsageException("Flink's libraries are not built: " + libraries + " is missing");
        }
        return libraries;
    }

    /** The jobs with all that a cluster does not bring itself. */
    Path jobsJar() {
        return root.resolve("flink-jobs/target/botflow-jobs.jar");
    }
}
