package io.botflow.analytics.local.repair;

import io.botflow.analytics.jobs.repair.Replay;
import io.botflow.analytics.jobs.repair.ReplayRecord;
import io.botflow.analytics.jobs.repair.ReplayRequest;
import io.botflow.analytics.jobs.repair.ShadowTables;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.server.Directories;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/replay}. */
@Command(
        name = "scripts/replay",
        sortOptions = false,
        description = {
            "Recomputes the rows of a range from Kafka into shadow tables, beside the live ones, which it only reads.",
            "scripts/verify then compares them. docs/repair.md tells which rows are exact.%n"
        },
        footer = {"", RepairSettings.HELP, "Exit codes: 0 done, 1 failed, 2 wrong option."})
final class ReplayCommand implements Callable<Integer> {
    /** The state is on disk, so memory does not grow with the range. */
    private static final MemorySize STATE_MEMORY = MemorySize.ofMebiBytes(192);

    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(64);

    @Option(
            names = "--from",
            required = true,
            paramLabel = "T",
            description = "Begin of the range: a time (RFC 3339) or a date, which begins in UTC.")
    private RangeBound from;

    @Option(names = "--to", required = true, paramLabel = "T", description = "End of the range, not in it.")
    private RangeBound to;

    @Option(
            names = "--include-late",
            description = "Count what the running job turned away as late. Without it such events are left out as they"
                    + " were there.")
    private boolean includeLate;

    @Option(
            names = "--from-beginning",
            description = "Read all that Kafka holds, not only what the range can depend on.")
    private boolean fromBeginning;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    ReplayCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        RepairSettings settings = RepairSettings.from(environment);
        ReplayRequest request = request();
        for (Table<?> table : ShadowTables.TABLES) {
            say("%-24s %s"
                    .formatted(
                            table.name(),
                            CountedRows.of(table.name(), request.from(), request.to(), Instant.EPOCH)
                                            .describe()
                                    + (table.name().equals("bot_metrics_1m") ? ", of the newest 48 h" : "")));
        }
        long begun = System.nanoTime();
        Path state = Files.createTempDirectory("botflow-replay");
        ReplayRecord done;
        try {
            done = new Replay(
                            settings.bootstrapServers(),
                            settings.horizon(),
                            settings.postgres(),
                            () -> local(state),
                            this::say)
                    .run(request);
        } finally {
            Directories.delete(state);
        }
        if (done.unexpectedlyLate() > 0) {
            say("warning: " + done.unexpectedlyLate()
                    + " events are late here that the running job did not turn away; their"
                    + " rows come out without them: shadow.turned_away tells their places");
        }
        out.printf("recomputed in %.1f s: scripts/verify compares%n", (System.nanoTime() - begun) / 1e9);
        return RepairMain.DONE;
    }

    private ReplayRequest request() {
        try {
            return new ReplayRequest(from.instant(), to.instant(), fromBeginning, includeLate);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private void say(String line) {
        err.println(line);
        err.flush();
    }

    private static StreamExecutionEnvironment local(Path state) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.TMP_DIRS, state.toString());
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, STATE_MEMORY);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        return StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    }
}
