package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.UsageException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;

/** The commands {@code scripts/cluster}, {@code deploy}, {@code savepoint}, {@code rescale} and {@code upgrade}. */
public final class ClusterMain {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int HELP_WIDTH = 120;

    private ClusterMain() {}

    /** Runs the command whose name is the first argument, and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        Installation installation = new Installation(Path.of(System.getProperty(Installation.ROOT_PROPERTY, "")));
        System.exit(run(installation, System.getenv(), System.out, System.err, arguments));
    }

    /** Runs a command. */
    static int run(
            Installation installation,
            Map<String, String> environment,
            PrintStream out,
            PrintStream err,
            String... arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        CommandLine command = new CommandLine(
                switch (name) {
                    case "cluster" -> new ClusterCommand(installation, environment, out, err);
                    case "deploy" -> new JobCommand.Deploy(installation, environment, out, err);
                    case "savepoint" -> new JobCommand.Savepoint(installation, environment, out, err);
                    case "rescale" -> new JobCommand.Rescale(installation, environment, out, err);
                    case "upgrade" -> new JobCommand.Upgrade(installation, environment, out, err);
                    default -> throw new IllegalArgumentException("no command " + name);
                });
        return command.setUsageHelpWidth(HELP_WIDTH)
                .setParameterExceptionHandler((e, all) -> fail(err, name, WRONG_USAGE, e))
                .setExecutionExceptionHandler(
                        (e, failed, parsed) -> fail(err, name, e instanceof UsageException ? WRONG_USAGE : FAILED, e))
                .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static int fail(PrintStream err, String name, int code, Exception e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        err.println("scripts/" + name + ": " + message.lines().findFirst().orElse("failed"));
        err.flush();
        return code;
    }
}
