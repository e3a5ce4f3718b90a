package io.botflow.analytics.local;

import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.replay.Replay;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.token.Members;
import io.botflow.analytics.local.token.Tokens;
import io.botflow.analytics.local.traffic.Simulator;
import io.botflow.analytics.local.traffic.Traffic;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Exit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code scripts/local}: starts the whole stack and keeps it running until it is told to stop. */
@Command(
        name = "scripts/local",
        sortOptions = false,
        description = {
            "Starts Kafka, PostgreSQL, Redis, Flink and the API on this machine, without Docker.",
            "Prints the address to open, with a token, and then 'ready' once every part answers; Ctrl-C stops all.",
            ""
        },
        footer = {
            "",
            "Ports, from environment variables: API_PORT 8080, MANAGEMENT_PORT 8090, KAFKA_PORT 9092,",
            "POSTGRES_PORT 5432, REDIS_PORT 6379, FLINK_PORT 8081.",
            "Exit codes: 0 done, 1 a part failed, 2 wrong option, file or port, 130 Ctrl-C, 143 terminated."
        })
public final class Main implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int SIMULATION_LINGER_MILLIS = 0;

    /** Set before the first logger is made, which opens the file. */
    private static final String LOG_FILE_PROPERTY = "botflow.log";

    private static final String TERMINAL_PROPERTY = "botflow.terminal";

    @Mixin
    private Options options;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @CommandLine.Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    private final Map<String, String> environment;
    private final Clock clock;

    Main(Map<String, String> environment, Clock clock) {
        this.environment = environment;
        this.clock = clock;
    }

    /** Runs the command line and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        // A broker that gives up would otherwise end the JVM without a word.
        Exit.setHaltProcedure((code, message) -> {
            System.err.println("Kafka gave up: " + message);
            Runtime.getRuntime().halt(code);
        });
        Exit.setExitProcedure((code, message) -> {
            System.err.println("Kafka gave up: " + message);
            Runtime.getRuntime().halt(code);
        });
        System.exit(run(System.getenv(), arguments));
    }

    /** Runs the command line. */
    static int run(Map<String, String> environment, String... arguments) {
        return new CommandLine(new Main(environment, Clock.systemUTC()))
                .setParameterExceptionHandler((e, all) -> fail(e.getCommandLine(), WRONG_USAGE, e.getMessage()))
                .setExecutionExceptionHandler((e, command, parsed) -> e instanceof UsageException
                        ? fail(command, WRONG_USAGE, e.getMessage())
                        : fail(command, FAILED, e.getMessage() == null ? e.toString() : e.getMessage()))
                .execute(arguments);
    }

    private static int fail(CommandLine command, int code, String message) {
        PrintWriter err = command.getErr();
        err.println("scripts/local: " + message.lines().findFirst().orElse("failed"));
        err.flush();
        return code;
    }

    @Override
    public Integer call() throws Exception {
        StackSettings settings = StackSettings.fromEnvironment(environment);
        if (options.isForSettings()) {
            settings.forClients().forEach((name, value) -> System.out.println(name + "=" + value));
            return DONE;
        }
        Optional<Replay> replay = options.replay(clock);
        Optional<Traffic> traffic = options.traffic();
        settings.ports().requireFree();
        Optional<Path> data = options.data();
        StackDirectory directory = data.isPresent() ? StackDirectory.kept(data.get()) : StackDirectory.fresh();
        System.setProperty(
                LOG_FILE_PROPERTY, directory.path().resolve("stack.log").toString());
        return serve(settings, directory, replay, traffic);
    }

    private Integer serve(
            StackSettings settings, StackDirectory directory, Optional<Replay> replay, Optional<Traffic> traffic)
            throws Exception {
        Progress progress = new Progress(System.err);
        progress.say("in " + directory.path());
        Shutdown shutdown = new Shutdown(progress);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "shutdown"));
        LocalStack stack = new LocalStack(settings, directory, progress);
        shutdown.closeFirst(stack);
        try {
            stack.start();
            System.out.println(settings.apiUrl() + "#token=" + demoToken(settings));
            System.out.println("Flink: " + settings.flinkUrl());
            System.out.println("ready");
            System.out.flush();
            traffic.ifPresent(wanted -> simulate(stack, wanted, progress, shutdown));
            if (replay.isPresent()) {
                // So that what is printed at the end does not count on while records still come.
                shutdown.closeFirst(Thread.currentThread()::interrupt);
                replay(stack, replay.get());
            }
            new CountDownLatch(1).await();
            return DONE;
        } catch (Exception e) {
            if (shutdown.hasBegun()) {
                // Parts that are being stopped fail those that still use them, which is no news.
                boolean unused = Thread.interrupted();
                new CountDownLatch(1).await();
            }
            throw e;
        }
    }

    /** For the first administrator of the demo's first organization. */
    private String demoToken(StackSettings settings) throws SQLException {
        UUID organizationId = DemoData.organizations().get(0).id();
        try (Members members = Members.of(settings.jdbcUrl(PostgresServer.SUPERUSER))) {
            UUID administrator = members.first(organizationId, Role.ADMIN).orElseThrow();
            return new Tokens(settings, clock).sign(administrator, organizationId, Tokens.LIFETIME);
        }
    }

    private void simulate(LocalStack stack, Traffic traffic, Progress progress, Shutdown shutdown) {
        progress.say("simulating " + traffic.eventsPerSecond() + " events/s, seed " + traffic.seed());
        shutdown.closeFirst(Simulator.start(
                EventProducer.to(stack.settings().bootstrapServers(), SIMULATION_LINGER_MILLIS), traffic, clock));
    }

    private static void replay(LocalStack stack, Replay replay) throws Exception {
        try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), Replay.LINGER_MILLIS)) {
            long sent =
                    replay.run(producer, stack.organizationTables(), System.err, Boolean.getBoolean(TERMINAL_PROPERTY));
            System.out.println("replayed " + sent + " records");
            System.out.flush();
        }
    }
}
