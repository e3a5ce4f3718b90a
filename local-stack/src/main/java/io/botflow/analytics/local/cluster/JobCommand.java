package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.Progress;
import io.botflow.analytics.local.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands on one job have in common. */
@Command(
        sortOptions = false,
        footer = {
            "",
            "JOB is conversation-analytics, message-archive or live-metrics.",
            "FLINK_ADDRESS=http[s]://host:port names a cluster other than that of scripts/cluster; then the job's settings",
            "come from the environment (docs/cluster.md lists them), and savepoints go to SAVEPOINT_DIRECTORY.",
            "Exit codes: 0 done, 1 failed, 2 wrong option, or the job is not in a state for it."
        })
abstract class JobCommand implements Callable<Integer> {
    private static final int DONE = 0;

    private final Installation installation;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(index = "0", paramLabel = "JOB", description = "The job.")
    private String job;

    @Option(names = "--data", paramLabel = "DIR", description = ClusterCommand.DATA_HELP)
    private Path data;

    /** Read by picocli only. */
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--help", usageHelp = true, description = "Print this help, and exit.")
    private boolean help;

    JobCommand(Installation installation, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws Exception {
        BotJob wanted = BotJob.named(job);
        ClusterTarget target = ClusterTarget.of(installation, environment, Optional.ofNullable(data));
        run(wanted, target, target.jobs(new Progress(err)));
        return DONE;
    }

    abstract void run(BotJob wanted, ClusterTarget target, JobLife jobs) throws IOException, InterruptedException;

    /** What is for other programs to read. */
    void print(String result) {
        out.println(result);
        out.flush();
    }

    Path builtJar() {
        return installation.jobsJar();
    }

    static Path existing(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new UsageException(jar + " is not a file");
        }
        return jar;
    }

    private static int parallelism(int wanted) {
        if (wanted < 1) {
            throw new UsageException("a parallelism is at least 1, not " + wanted);
        }
        return wanted;
    }

    @Command(name = "scripts/deploy", description = "Starts a job on the cluster and waits until it runs.%n")
    static final class Deploy extends JobCommand {
        @Option(
                names = "--from-savepoint",
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "PATH",
                description = "Go on from a savepoint or checkpoint; without PATH from the newest savepoint that"
                        + " scripts/savepoint took. Without this option the job begins anew.")
        private String state;

        @Option(names = "--parallelism", paramLabel = "N", defaultValue = "1", description = "Default 1.")
        private int parallelism;

        @Option(names = "--jar", paramLabel = "JAR", description = "Another jar than the one built here.")
        private Path jar;

        @Option(names = "-D", paramLabel = "NAME=VALUE", description = "A setting of Flink for this job.")
        private List<String> options = List.of();

        Deploy(Installation installation, Map<String, String> environment, PrintStream out, PrintStream err) {
            super(installation, environment, out, err);
        }

        @Override
        void run(BotJob wanted, ClusterTarget target, JobLife jobs) throws IOException, InterruptedException {
            options.forEach(FlinkConfiguration::option);
            Deployment deployment =
                    Deployment.of(wanted, "", parallelism(parallelism), target.settings(wanted, Map.of()), options);
            jobs.deploy(deployment, existing(jar == null ? builtJar() : jar), Optional.ofNullable(state));
        }
    }

    @Command(name = "scripts/savepoint", description = "Takes a savepoint of a running job and prints its path.%n")
    static final class Savepoint extends JobCommand {
        @Option(names = "--stop", description = "Stop the job with it.")
        private boolean stop;

        Savepoint(Installation installation, Map<String, String> environment, PrintStream out, PrintStream err) {
            super(installation, environment, out, err);
        }

        @Override
        void run(BotJob wanted, ClusterTarget target, JobLife jobs) throws IOException, InterruptedException {
            print(stop ? jobs.stop(wanted) : jobs.savepoint(wanted));
        }
    }

    /** One that puts another run in the place of a run. */
    abstract static class Replacing extends JobCommand {
        Replacing(Installation installation, Map<String, String> environment, PrintStream out, PrintStream err) {
            super(installation, environment, out, err);
        }

        void replace(
                BotJob wanted, ClusterTarget target, JobLife jobs, UnaryOperator<Deployment> change, Optional<Path> jar)
                throws IOException, InterruptedException {
            Deployment absent = Deployment.of(wanted, "", 1, target.settings(wanted, Map.of()), List.of());
            jobs.replace(
                    absent,
                    jar.orElseGet(this::builtJar),
                    before -> change.apply(before.withSettings(target.settings(wanted, before.settings()))),
                    jar);
        }
    }

    @Command(
            name = "scripts/rescale",
            description = {
                "Stops a job with a savepoint and starts it from there with another parallelism.",
                "If that does not start, it is started as it was before (exit code 1).%n"
            })
    static final class Rescale extends Replacing {
        @Parameters(index = "1", paramLabel = "N", description = "The parallelism.")
        private int parallelism;

        Rescale(Installation installation, Map<String, String> environment, PrintStream out, PrintStream err) {
            super(installation, environment, out, err);
        }

        @Override
        void run(BotJob wanted, ClusterTarget target, JobLife jobs) throws IOException, InterruptedException {
            int other = parallelism(parallelism);
            replace(wanted, target, jobs, before -> before.withParallelism(other), Optional.empty());
        }
    }

    @Command(
            name = "scripts/upgrade",
            description = {
                "Stops a job with a savepoint and starts another jar from there.",
                "If that does not start, the old jar is started from the same savepoint (exit code 1).%n"
            })
    static final class Upgrade extends Replacing {
        @Parameters(index = "1", paramLabel = "JAR", description = "The jar, built by flink-jobs.")
        private Path jar;

        Upgrade(Installation installation, Map<String, String> environment, PrintStream out, PrintStream err) {
            super(installation, environment, out, err);
        }

        @Override
        void run(BotJob wanted, ClusterTarget target, JobLife jobs) throws IOException, InterruptedException {
            replace(wanted, target, jobs, UnaryOperator.identity(), Optional.of(existing(jar)));
        }
    }
}
