package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.UsageException;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code scripts/bench live}. */
@Command(
        name = "live",
        sortOptions = false,
        description = {
            "Measures the way from a Kafka record to a WebSocket frame, with real clients over loopback.",
            "  latency  1 000 events/s of 100 organizations, 10 sockets each",
            "  sockets  10 000 sockets: connecting, idle, then at 10 000 frames/s",
            "  stalled  500 sockets alone, then beside 50 that never read",
            "Latency is counted from the time an event was meant to be sent. Starts a stack of its own.",
            ""
        })
final class LiveBench implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FRAMES_MISSED = 1;
    private static final DateTimeFormatter FILE_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** What can be measured. */
    enum Name {
        LATENCY(new LatencyScenario()),
        SOCKETS(new SocketsScenario()),
        STALLED(new StalledScenario());

        private final Scenario scenario;

        Name(Scenario scenario) {
            this.scenario = scenario;
        }
    }

    @Parameters(paramLabel = "SCENARIO", arity = "0..*", description = "latency, sockets, stalled (default all).")
    private List<Name> names = List.of(Name.values());

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each load is measured (default ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description = {
                "How many seconds a growing load runs before each (default ${DEFAULT-VALUE}).",
                "With less, what is measured is how a cold JVM compiles."
            },
            defaultValue = "120")
    private int warmUpSeconds;

    @Option(names = "--running", description = "Measure the stack that runs on the ports of the environment.")
    private boolean running;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where all numbers go as JSON (default local-stack/target/bench/live-<time>.json).")
    private Path output;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Path root;
    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintStream out;

    /** @param root the directory of the project */
    LiveBench(Path root, Map<String, String> environment, Clock clock, PrintStream out) {
        this.root = root;
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        requirePositive("--seconds", seconds);
        requirePositive("--warm-up", warmUpSeconds);
        Path file = output != null
                ? output
                : root.resolve("local-stack/target/bench/live-" + FILE_TIME.format(clock.instant()) + ".json");
        Report report = new Report();
        if (!running) {
            say("starting a stack ...");
        }
        try (MeasuredStack stack =
                running ? MeasuredStack.running(environment) : MeasuredStack.start(root, environment)) {
            Bench bench = new Bench(stack, clock, this::say, seconds, warmUpSeconds);
            bench.prepare();
            for (Name name : names) {
                String title = name.name().toLowerCase(Locale.ROOT);
                say(title + " ...");
                JsonObject numbers = name.scenario.run(bench);
                report.add(title, numbers);
                say(Report.table(title, numbers));
                // After each: what was measured is kept even if the next fails.
                report.write(file, clock.instant());
            }
        }
        say("all numbers: " + file);
        long missing = report.missingWithoutGap();
        if (missing > 0) {
            say("FRAMES MISSED: " + missing + " frames did not arrive, and their clients were not told of a gap");
            return FRAMES_MISSED;
        }
        return DONE;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new UsageException(option + ": not a number of seconds above 0: " + value);
        }
    }
}
