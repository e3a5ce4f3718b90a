package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.Migrations;
import io.botflow.analytics.local.Progress;
import io.botflow.analytics.local.TopicSetup;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.OrganizationTables;
import io.botflow.analytics.local.server.Directories;
import io.botflow.analytics.local.server.Durability;
import io.botflow.analytics.local.server.FlinkProcess;
import io.botflow.analytics.local.server.KafkaProcess;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.server.RedisServer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the processes of a cluster below itself, starts those again that end, and has lost jobs brought back. They
 * end with it, even when it is killed.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final String JOB_MANAGER = "jobmanager";

    /** The beginning of their names. */
    static final String TASK_MANAGER = "taskmanager-";

    private static final int TASK_MANAGERS = 2;
    private static final Duration FLINK_LIMIT = Duration.ofMinutes(2);
    private static final Duration JOBS_LIMIT = Duration.ofMinutes(5);
    private static final long WATCH_MILLIS = 100;
    private static final long KEEP_MILLIS = 500;

    private final ClusterDirectory directory;
    private final ClusterSettings settings;
    private final Progress progress;
    private final Configuration configuration;
    private final FlinkPrograms programs;
    private final FlinkRest rest;
    private final JobKeeper keeper;
    private final List<ClusterPart> parts = Collections.synchronizedList(new ArrayList<>());
    private final ClusterProcesses.Running self =
            ClusterProcesses.Running.of("supervisor", ProcessHandle.current().pid(), 1);
    private ClusterProcesses told;
    /** The JobManager whose end has been seen to. */
    private long mourned;

    private volatile boolean ready;
    private volatile boolean closed;

    Supervisor(ClusterDirectory directory, ClusterSettings settings, Progress progress) {
        this.directory = directory;
        this.settings = settings;
        this.progress = progress;
        this.configuration = FlinkConfiguration.of(
                directory, settings.stack().ports().flink(), settings.rpcPort(), settings.flink());
        this.programs = new FlinkPrograms(
                directory.libraries(), directory.configuration(), directory.logs(), directory.temporary());
        this.rest = new FlinkRest(settings.flinkAddress());
        this.keeper = new JobKeeper(
                directory, settings.jobSettings(directory), rest, new FlinkCli(programs, settings.flinkAddress()));
    }

    /**
     * Starts everything and waits until all of it works, jobs that were deployed before included.
     *
     * @param libraries the directory of Flink's jars
     */
    void start(Path libraries) throws Exception {
        tell();
        prepare(libraries);
        int postgres = settings.stack().ports().postgres();
        begin("postgres", () -> PostgresServer.start(directory.postgres(), postgres, Durability.MACHINE));
        begin(
                "redis",
                () -> RedisServer.start(
                        directory.redis(), settings.stack().ports().redis()));
        begin(
                "kafka",
                () -> KafkaProcess.start(
                        directory.kafka(), settings.stack().ports().kafka()));
        Object unused = progress.step("topics, tables", () -> {
            TopicSetup.create(settings.stack().bootstrapServers());
            Migrations.run(settings.stack());
            new OrganizationTables(settings.stack().jdbcUrl(PostgresServer.SUPERUSER))
                    .add(DemoData.organizations(), DemoData.bots());
            return settings;
        });
        begin(JOB_MANAGER, this::startJobManager);
        for (int i = 1; i <= TASK_MANAGERS; i++) {
            String name = TASK_MANAGER + i;
            begin(name, () -> FlinkProcess.start(name, programs.taskManager(configuration, name), directory.logs()));
        }
        unused = progress.step("Flink", () -> {
            awaitTaskManagers();
            return settings;
        });
        Thread keeping = new Thread(this::keepJobs, "jobs");
        keeping.setDaemon(true);
        keeping.start();
        awaitJobs();
        ready = true;
        tell();
    }

    private void prepare(Path libraries) throws IOException {
        for (Path fresh : List.of(directory.libraries(), directory.temporary())) {
            Directories.delete(fresh);
            Files.createDirectories(fresh);
        }
        // A build may replace the originals while the cluster runs.
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(libraries, "*.jar")) {
            for (Path jar : jars) {
                copy(jar, directory.libraries().resolve(jar.getFileName()));
            }
        }
        for (Path kept :
                List.of(directory.logs(), directory.checkpoints(), directory.savepoints(), directory.endedJobs())) {
            Files.createDirectories(kept);
        }
        FlinkConfiguration.write(configuration, directory.configuration());
    }

    private static void copy(Path jar, Path target) throws IOException {
        try {
            Files.createLink(target, jar.toRealPath());
        } catch (FileSystemException | UnsupportedOperationException otherFileSystem) {
            Files.copy(jar, target);
        }
    }

    private FlinkProcess startJobManager() {
        FlinkProcess process = FlinkProcess.start(JOB_MANAGER, programs.jobManager(configuration), directory.logs());
        process.awaitReady(
                () -> {
                    FlinkRest.Overview unused = rest.overview();
                },
                FLINK_LIMIT);
        return process;
    }

    private void begin(String name, ClusterPart.Starter starter) throws Exception {
        ClusterPart part = new ClusterPart(name, starter);
        parts.add(part);
        Object unused = progress.step(name, () -> {
            part.start();
            return part;
        });
        tell();
    }

    private void awaitTaskManagers() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + FLINK_LIMIT.toNanos();
        while (rest.overview().taskManagers() < TASK_MANAGERS) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the TaskManagers do not come to the JobManager; see " + directory.logs());
            }
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
        }
    }

    private void awaitJobs() throws IOException, InterruptedException {
        Deployments deployments = new Deployments(directory.deployments());
        long deadline = System.nanoTime() + JOBS_LIMIT.toNanos();
        for (BotJob job : BotJob.values()) {
            boolean wanted = deployments
                    .find(job)
                    .filter(known -> !known.runs().isEmpty())
                    .isPresent();
            if (wanted) {
                progress.say("bringing " + job.jobName() + " back");
            }
            while (wanted && !isSettled(deployments, job)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException(job.jobName() + " does not run; see " + directory.logs());
                }
                TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
            }
        }
    }

    /** It runs, or it is known that it will not. */
    private boolean isSettled(Deployments deployments, BotJob job) throws IOException, InterruptedException {
        return keeper.problems().containsKey(job.jobName())
                || deployments
                        .find(job)
                        .filter(known -> !known.runs().isEmpty())
                        .isEmpty()
                || rest.live(job).filter(FlinkRest.Job::runs).isPresent();
    }

    /** Watches the processes until the supervisor is closed. */
    void watch() throws InterruptedException {
        while (!closed) {
            replaceTaskManagersOfDeadJobManager();
            for (ClusterPart part : List.copyOf(parts)) {
                if (!closed) {
                    boolean unused = part.revive();
                }
            }
            tell();
            TimeUnit.MILLISECONDS.sleep(WATCH_MILLIS);
        }
    }

    /**
     * They would hold slots, and run tasks that nobody looks after, until they miss their JobManager. With high
     * availability they are told of the next one.
     */
    private void replaceTaskManagersOfDeadJobManager() {
        ClusterPart jobManager = part(JOB_MANAGER);
        long pid = jobManager.running().pid();
        if (closed || !jobManager.hasEnded() || pid == mourned || FlinkConfiguration.isHighlyAvailable(configuration)) {
            return;
        }
        mourned = pid;
        List.copyOf(parts).stream()
                .filter(part -> part.name().startsWith(TASK_MANAGER))
                .forEach(ClusterPart::replace);
    }

    private ClusterPart part(String name) {
        return List.copyOf(parts).stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void keepJobs() {
        if (FlinkConfiguration.isHighlyAvailable(configuration)) {
            LOG.info("Flink itself brings jobs back: high availability is on");
            return;
        }
        try {
            while (!closed) {
                boolean unused = keeper.keep();
                TimeUnit.MILLISECONDS.sleep(KEEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what is so now, if it is not what was written last. */
    private synchronized void tell() {
        List<ClusterProcesses.Running> running = List.copyOf(parts).stream()
                .map(ClusterPart::running)
                .filter(Objects::nonNull)
                .toList();
        Map<String, String> problems = keeper.problems();
        ClusterProcesses now = new ClusterProcesses(self, ready, running, problems);
        if (!now.equals(told)) {
            now.write(directory);
            told = now;
        }
    }

    /** Stops the processes, the last one started first. */
    @Override
    public void close() {
        closed = true;
        List<ClusterPart> reversed = new ArrayList<>(parts);
        Collections.reverse(reversed);
        reversed.forEach(ClusterPart::close);
    }
}
