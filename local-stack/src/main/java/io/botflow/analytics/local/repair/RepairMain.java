package io.botflow.analytics.local.repair;

import io.botflow.analytics.local.UsageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;

/** The commands {@code scripts/replay}, {@code verify} and {@code redrive}. */
public final class RepairMain {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;
    private static final int HELP_WIDTH = 120;

    private RepairMain() {}

    /** Runs the command whose name is the first argument, and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(
                System.getenv(),
                Clock.systemUTC(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                System.err,
                arguments));
    }

    /** Runs a command. */
    static int run(
            Map<String, String> environment, Clock clock, PrintStream out, PrintStream err, String... arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        CommandLine command = new CommandLine(
                switch (name) {
                    case "replay" -> new ReplayCommand(environment, out, err);
                    case "verify" -> new VerifyCommand(environment, out, err);
                    case "redrive" -> new RedriveCommand(environment, clock, out, err);
                    default -> throw new IllegalArgumentException("no command " + name);
                });
        return command.setUsageHelpWidth(HELP_WIDTH)
                .registerConverter(RangeBound.class, RangeBound::parse)
                .registerConverter(UUID.class, RepairMain::id)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, all) -> fail(err, name, WRONG_USAGE, e))
                .setExecutionExceptionHandler(
                        (e, failed, parsed) -> fail(err, name, e instanceof UsageException ? WRONG_USAGE : FAILED, e))
                .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** Java itself takes short groups for an id too. */
    private static UUID id(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a UUID");
        }
        throw new CommandLine.TypeConversionException("'" + text + "' is not a UUID");
    }

    private static int fail(PrintStream err, String name, int code, Exception e) {
        Throwable cause = e;
        // What Flink wraps an operator's failure in says nothing of it.
        while (cause.getCause() != null && cause.getClass().getName().startsWith("org.apache.flink")) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        err.println("scripts/" + name + ": " + message.lines().findFirst().orElse("failed"));
        err.flush();
        return code;
    }
}
