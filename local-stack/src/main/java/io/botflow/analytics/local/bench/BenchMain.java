package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.bench.api.ApiBench;
import io.botflow.analytics.local.bench.pipeline.PipelineBench;
import io.botflow.analytics.local.bench.pipeline.ProfileBench;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/bench}. */
@Command(
        name = "scripts/bench",
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures the stack.",
        footer = {
            "",
            "scripts/bench pieces measures single pieces of the jobs' code with JMH; pieces --help tells more.",
            "",
            "Exit codes: 0 measured, 1 it could not be, or frames were missed, requests failed or rows were wrong, 2 wrong",
            "option."
        })
public final class BenchMain implements Runnable {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** Set by the script. */
    private static final String ROOT_PROPERTY = "botflow.root";

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private BenchMain() {}

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(
                Path.of(System.getProperty(ROOT_PROPERTY, "")), System.getenv(), System.out, System.err, arguments));
    }

    /** Runs the command line. */
    static int run(Path root, Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        CommandLine command = new CommandLine(new BenchMain())
                .addSubcommand(new LiveBench(root, environment, Clock.systemUTC(), out))
                .addSubcommand(new ApiBench(root, environment, Clock.systemUTC(), out))
                .addSubcommand(new PipelineBench(root, Clock.systemUTC(), out))
                .addSubcommand(new ProfileBench(root, Clock.systemUTC(), out));
        return command.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, all) -> fail(err, WRONG_USAGE, e.getMessage()))
                .setExecutionExceptionHandler((e, failed, parsed) -> e instanceof UsageException
                        ? fail(err, WRONG_USAGE, e.getMessage())
                        : fail(err, FAILED, e.getMessage() == null ? e.toString() : e.getMessage()))
                .execute(arguments);
    }

    private static int fail(PrintStream err, int code, String message) {
        err.println("scripts/bench: " + message.lines().findFirst().orElse("failed"));
        err.flush();
        return code;
    }

    @Override
    public void run() {
        throw new UsageException("a command is missing: live, api, pipeline, profile");
    }
}
