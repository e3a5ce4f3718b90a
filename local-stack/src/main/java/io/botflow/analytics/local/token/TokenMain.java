package io.botflow.analytics.local.token;

import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.server.PostgresServer;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/token}: prints a token for the API of the running local stack. */
@Command(
        name = "scripts/token",
        sortOptions = false,
        description = {"Prints a token for the API of the running local stack, and nothing else.", ""},
        footer = {
            "",
            "Reads POSTGRES_PORT (default 5432), JWT_SECRET, JWT_ISSUER and JWT_AUDIENCE as scripts/local does.",
            "Exit codes: 0 done, 1 the stack does not run, 2 wrong option, or nobody whom it would speak for."
        })
public final class TokenMain implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int NOT_RUNNING = 1;
    private static final int WRONG_USAGE = 2;
    private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

    @Option(
            names = "--organization",
            paramLabel = "ID",
            description = "The organization it is for (default the demo's first).")
    private UUID organization = DemoData.organizations().get(0).id();

    @Option(
            names = "--role",
            paramLabel = "admin|analyst|viewer",
            description = "Speaks for the organization's first member of that role (default admin).")
    private Role role = Role.ADMIN;

    @Option(names = "--user", paramLabel = "ID", description = "Speaks for this user, whatever the role.")
    private UUID user;

    @Option(
            names = "--expires",
            paramLabel = "SECONDS",
            description = "How long it is valid (default ${DEFAULT-VALUE}).",
            defaultValue = "86400")
    private long expires;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Map<String, String> environment;
    private final Clock clock;
    private final PrintWriter out;

    TokenMain(Map<String, String> environment, Clock clock, PrintWriter out) {
        this.environment = environment;
        this.clock = clock;
        this.out = out;
    }

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(
                System.getenv(),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** Runs the command line. */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new TokenMain(environment, Clock.systemUTC(), out))
                .registerConverter(UUID.class, TokenMain::id)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((e, all) -> fail(e.getCommandLine(), WRONG_USAGE, e.getMessage()))
                .setExecutionExceptionHandler((e, command, parsed) -> e instanceof UsageException
                        ? fail(command, WRONG_USAGE, e.getMessage())
                        : fail(command, NOT_RUNNING, e.getMessage()))
                .execute(arguments);
    }

    /** Java itself takes short groups for an id too. */
    private static UUID id(String text) {
        UUID id;
        try {
            id = UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a UUID");
        }
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a UUID");
        }
        return id;
    }

    private static int fail(CommandLine command, int code, String message) {
        command.getErr()
                .println("scripts/token: "
                        + String.valueOf(message).lines().findFirst().orElse("failed"));
        command.getErr().flush();
        return code;
    }

    @Override
    public Integer call() throws SQLException {
        if (expires < 1 || expires > LONGEST_SECONDS) {
            throw new UsageException("--expires: not between 1 and " + LONGEST_SECONDS + " seconds: " + expires);
        }
        StackSettings settings = StackSettings.fromEnvironment(environment);
        out.println(new Tokens(settings, clock).sign(bearer(settings), organization, Duration.ofSeconds(expires)));
        out.flush();
        return DONE;
    }

    private UUID bearer(StackSettings settings) throws SQLException {
        try (Members members = Members.of(settings.jdbcUrl(PostgresServer.SUPERUSER))) {
            if (!members.hasOrganization(organization)) {
                throw new UsageException("--organization: there is no organization " + organization);
            }
            if (user != null) {
                return user;
            }
            return members.first(organization, role)
                    .orElseThrow(() -> new UsageException(
                            "--role: organization " + organization + " has no member of role " + role.text()));
        } catch (SQLException e) {
            throw new SQLException(
                    "the stack does not run: PostgreSQL at POSTGRES_PORT "
                            + settings.ports().postgres() + ": " + e.getMessage(),
                    e);
        }
    }
}
