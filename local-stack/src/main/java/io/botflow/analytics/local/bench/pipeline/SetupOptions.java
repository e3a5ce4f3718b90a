package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.local.UsageException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what is measured. */
final class SetupOptions {
    /** Fewer would be all start-up; each partition ends with an event of its own besides. */
    private static final long FEWEST_EVENTS = 1_000;

    private static final int MOST_BOTS = 1_000_000;
    /** As many as the job's highest parallelism. */
    private static final int MOST_PARALLEL = 128;

    private static final int LEAST_HEAP = 256;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many (default ${DEFAULT-VALUE}).",
            defaultValue = "8000000")
    private long events;

    @Option(
            names = "--bots",
            paramLabel = "N",
            description = "How many; 6 are those of the simulator (default ${DEFAULT-VALUE}).",
            defaultValue = "6")
    private int bots;

    @Option(names = "--hot-bot", description = "One bot has 90 %% of the conversations.")
    private boolean hotBot;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Of the job; the floor has as many threads (default ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private int parallelism;

    @Option(
            names = "--state",
            paramLabel = "heap|rocksdb",
            description = "Where the job keeps its state (default ${DEFAULT-VALUE}).",
            defaultValue = "heap")
    private Setup.StateBackend state;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides all that is left to chance in the events (default ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            description = "The size of the job's heap, in MiB (default ${DEFAULT-VALUE}).",
            defaultValue = "4096")
    private int heapMebibytes;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "A further option of the job's JVM, as --jvm=-XX:+UseG1GC; may be repeated.")
    private List<String> jvmOptions = new ArrayList<>();

    List<String> jvmOptions() {
        return List.copyOf(jvmOptions);
    }

    /** @throws UsageException naming the option that is wrong */
    Setup setup() {
        requireBetween("--events", events, FEWEST_EVENTS, Long.MAX_VALUE);
        requireBetween("--bots", bots, 1, MOST_BOTS);
        requireBetween("--parallelism", parallelism, 1, MOST_PARALLEL);
        requireBetween("--heap", heapMebibytes, LEAST_HEAP, Integer.MAX_VALUE);
        return new Setup(events, bots, hotBot, seed, parallelism, state, heapMebibytes);
    }

    private static void requireBetween(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UsageException(option + ": not a number "
                    + (most >= Integer.MAX_VALUE ? "from " + least + " on" : "between " + least + " and " + most) + ": "
                    + value);
        }
    }
}
