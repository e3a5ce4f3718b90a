package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.bench.Report;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code scripts/bench pipeline}. */
@Command(
        name = "pipeline",
        sortOptions = false,
        description = {
            "Measures the job that fills the metric tables, with events like the simulator's.",
            "They are in Kafka before the job starts. It runs, with default settings and alone in a process, on empty tables",
            "until they are complete. Beside it, a plain consumer that parses the same records with Jackson and does nothing",
            "else: the floor. Both are charged for processor time between a quarter of the events and all of them, so not",
            "for starting. The tables are compared with a batch recomputation; wrong rows have no speed.",
            ""
        },
        footer = {
            "",
            "The last line is the ratio of both. Eight million events take some 4 GB in the directory for temporary files."
        })
public final class PipelineBench implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int WRONG_ROWS = 1;
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Mixin
    private SetupOptions options;

    @Option(
            names = "--growth",
            description = {
                "Measure how cost grows: an eighth of the events to twice as many; 10, 100 and 10 000 bots; one bot with",
                "90 %% of the traffic; 1, 2 and 4 parallel; state on the heap and in RocksDB."
            })
    private boolean growth;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = {
                "Where all numbers go as JSON (default local-stack/target/bench/pipeline-<time>.json); beside it a picture,",
                "FILE with .svg."
            })
    private Path output;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Path root;
    private final Clock clock;
    private final PrintStream out;
    private final Consumer<String> beforeChecking;

    /** @param root the directory of the project */
    public PipelineBench(Path root, Clock clock, PrintStream out) {
        this(root, clock, out, jdbcUrl -> {});
    }

    /** @param beforeChecking is given the JDBC URL of tables that are about to be compared */
    PipelineBench(Path root, Clock clock, PrintStream out, Consumer<String> beforeChecking) {
        this.root = root;
        this.clock = clock;
        this.out = out;
        this.beforeChecking = beforeChecking;
    }

    @Override
    public Integer call() throws Exception {
        Setup setup = options.setup();
        Path file = output != null
                ? output
                : root.resolve("local-stack/target/bench/pipeline-" + FILE_TIME.format(clock.instant()) + ".json");
        requireJson(file);
        List<Setup> setups = growth ? Growth.of(setup) : List.of(setup);
        JsonArray runs = new JsonArray();
        JsonObject report = new JsonObject()
                .put("measured_at", clock.instant().toString())
                .put("machine", Machine.describe(root))
                .put("runs", runs);
        double ratio = 0;
        try (PipelineRun run = new PipelineRun(
                root.resolve("local-stack/target/bench/pipeline"), options.jvmOptions(), this::say, beforeChecking)) {
            for (Setup one : setups) {
                say(one + " ...");
                PipelineRun.Result result = run.measure(one);
                if (one.equals(setup)) {
                    ratio = result.ratio();
                }
                runs.add(result.figures());
                say(Report.table(one.toString(), result.figures()));
                // After each: what was measured is kept even if the next fails.
                write(file, report);
            }
        } catch (WrongRowsException e) {
            say(e.getMessage());
            say(e.shown());
            return WRONG_ROWS;
        }
        say("all numbers: " + file);
        say(String.format(Locale.ROOT, "ratio %.2f", ratio));
        return DONE;
    }

    private static void requireJson(Path file) {
        if (!file.toString().endsWith(".json")) {
            throw new UsageException("--out: not a file that ends with .json: " + file);
        }
    }

    private static void write(Path file, JsonObject report) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, report.encodePrettily() + "\n");
        String name = file.toString();
        Files.writeString(Path.of(name.substring(0, name.length() - ".json".length()) + ".svg"), Picture.of(report));
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
