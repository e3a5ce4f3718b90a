package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.Progress;
import io.botflow.analytics.local.StackDirectory;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.server.Programs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code scripts/cluster}. */
@Command(
        name = "scripts/cluster",
        sortOptions = false,
        synopsisSubcommandLabel = "up|down|status",
        description = {
            "A Flink cluster on this machine: a JobManager and two TaskManagers as processes of their own, beside",
            "Kafka, PostgreSQL and Redis. Processes that end are started again; jobs that are lost with the JobManager",
            "go on from their newest checkpoint that is whole.",
            ""
        },
        footer = {
            "",
            "Ports, from environment variables: KAFKA_PORT 9092, POSTGRES_PORT 5432, REDIS_PORT 6379, FLINK_PORT 8081,",
            "JOBMANAGER_PORT any. FLINK_ADDRESS=http[s]://host:port: status of another cluster.",
            "Exit codes: 0 done, 1 failed or not healthy, 2 wrong option or port."
        })
final class ClusterCommand implements Runnable {
    static final String DATA_HELP = "The cluster's directory (default: cluster in this user's temporary directory).";

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    private static final long POLL_MILLIS = 50;
    private static final int DONE = 0;
    private static final int FAILED = 1;

    private final Installation installation;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    ClusterCommand(Installation installation, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Override
    public void run() {
        throw new UsageException("a command is missing: up, down, status");
    }

    @Command(
            sortOptions = false,
            description = {
                "Starts the cluster and waits until all of it works.",
                "On a directory of an earlier one, data and deployed jobs go on from where they were."
            })
    int up(
            @Option(names = "--data", paramLabel = "DIR", description = DATA_HELP) Path data,
            @Option(
                            names = "-D",
                            paramLabel = "NAME=VALUE",
                            description = "A setting of Flink, such as taskmanager.numberOfTaskSlots=8.")
                    List<String> options,
            @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.") boolean wantsHelp)
            throws IOException, InterruptedException {
        requireLocal("up");
        ClusterDirectory directory = ClusterTarget.directory(Optional.ofNullable(data));
        Optional<ClusterProcesses> running = running(directory);
        if (running.isPresent()) {
            out.println("a cluster runs already in " + directory.root());
            return status(data, false);
        }
        Map<String, String> flink = new LinkedHashMap<>();
        Optional.ofNullable(options).orElse(List.of()).stream()
                .map(FlinkConfiguration::option)
                .forEach(option -> flink.put(option.getKey(), option.getValue()));
        ClusterSettings settings = ClusterSettings.fromEnvironment(environment, flink);
        settings.requireFreePorts();
        makeDirectories(directory);
        settings.write(directory);
        new Progress(err).say("in " + directory.root());
        follow(startSupervisor(directory), directory);
        return status(data, false);
    }

    private static void makeDirectories(ClusterDirectory directory) {
        try {
            Files.createDirectories(directory.logs());
        } catch (IOException e) {
            throw new UsageException("--data: " + directory.root() + " cannot be written", e);
        }
    }

    private Process startSupervisor(ClusterDirectory directory) throws IOException {
        List<String> command = new ArrayList<>();
        if (Programs.isInstalled("setsid")) {
            // It outlives this command and its terminal.
            command.add("setsid");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-D" + Installation.ROOT_PROPERTY + "=" + installation.root().toAbsolutePath(),
                "-Dbotflow.log=" + directory.logs().resolve("supervisor.log"),
                "-cp",
                System.getProperty("java.class.path"),
                ClusterMain.class.getName(),
                "cluster",
                "supervise",
                "--data",
                directory.root().toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.progress().toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }

    /** Prints what the supervisor tells until it is ready. */
    private void follow(Process process, ClusterDirectory directory) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        long shown = 0;
        boolean ended = false;
        while (!ended) {
            ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)
                    || running(directory).filter(ClusterProcesses::ready).isPresent();
            byte[] told = Files.readAllBytes(directory.progress());
            err.write(told, (int) shown, told.length - (int) shown);
            err.flush();
            shown = told.length;
            if (System.nanoTime() > deadline) {
                process.destroy();
                throw new IOException("the cluster is not ready after " + START_LIMIT.toMinutes() + " minutes");
            }
        }
        if (!process.isAlive()) {
            throw new IOException("the cluster did not start; its logs are in " + directory.logs());
        }
    }

    @Command(
            sortOptions = false,
            description = {
                "Stops all that up started. The data stays: delete the directory to begin anew.",
                "Jobs are not ended: the next up brings them back."
            })
    int down(
            @Option(names = "--data", paramLabel = "DIR", description = DATA_HELP) Path data,
            @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.") boolean wantsHelp)
            throws IOException, InterruptedException {
        requireLocal("down");
        ClusterDirectory directory = ClusterTarget.directory(Optional.ofNullable(data));
        Optional<ClusterProcesses> running = running(directory);
        if (running.isEmpty()) {
            out.println("no cluster runs in " + directory.root());
            return DONE;
        }
        new Progress(err).say("stopping the cluster in " + directory.root());
        running.get().supervisor().process().ifPresent(ProcessHandle::destroy);
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (isAnyAlive(directory)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not all of the cluster stopped; its logs are in " + directory.logs());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        out.println("stopped");
        return DONE;
    }

    private static boolean isAnyAlive(ClusterDirectory directory) {
        return ClusterProcesses.read(directory)
                .filter(processes -> processes.supervisor().isAlive()
                        || processes.parts().stream().anyMatch(ClusterProcesses.Running::isAlive))
                .isPresent();
    }

    @Command(sortOptions = false, description = "Prints processes and jobs; exit code 0 when all of them work, else 1.")
    int status(
            @Option(names = "--data", paramLabel = "DIR", description = DATA_HELP) Path data,
            @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.") boolean wantsHelp)
            throws IOException, InterruptedException {
        Optional<Path> directory = Optional.ofNullable(data);
        if (!ClusterTarget.isRemote(environment)
                && running(ClusterTarget.directory(directory)).isEmpty()) {
            out.println(
                    "no cluster runs in " + ClusterTarget.directory(directory).root());
            return FAILED;
        }
        ClusterTarget target = ClusterTarget.of(installation, environment, directory);
        Optional<ClusterProcesses> processes = ClusterTarget.isRemote(environment)
                ? Optional.empty()
                : ClusterProcesses.read(ClusterTarget.directory(directory));
        StatusTable table = StatusTable.of(processes, target.rest(), target.deployments(), Clock.systemUTC());
        out.println(table);
        return table.isHealthy() ? DONE : FAILED;
    }

    @Command(hidden = true, description = "The process behind up; ends when it is told to.")
    int supervise(@Option(names = "--data", required = true) Path data) throws Exception {
        ClusterDirectory directory = new ClusterDirectory(data);
        StackDirectory locked = StackDirectory.kept(data);
        Progress progress = new Progress(err);
        Supervisor supervisor = new Supervisor(directory, ClusterSettings.read(directory), progress);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            supervisor.close();
                            LogManager.shutdown();
                        },
                        "shutdown"));
        try (locked) {
            supervisor.start(installation.flinkLibraries());
            supervisor.watch();
        }
        return DONE;
    }

    private static Optional<ClusterProcesses> running(ClusterDirectory directory) {
        return ClusterProcesses.read(directory)
                .filter(processes -> processes.supervisor().isAlive());
    }

    private void requireLocal(String command) {
        if (ClusterTarget.isRemote(environment)) {
            throw new UsageException(
                    command + " is for the cluster on this machine, but " + FlinkAddress.VARIABLE + " names another");
        }
    }
}
