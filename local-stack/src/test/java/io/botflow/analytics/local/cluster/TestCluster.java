package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.checkpoint.RetainedCheckpoints;
import io.botflow.analytics.local.checkpoint.WrittenCheckpoint;
import io.botflow.analytics.local.server.Port;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A cluster of processes on free ports, used by its commands. */
public final class TestCluster implements AutoCloseable {
    private static final int PORTS = 7;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path data;
    private final Map<String, String> environment = new HashMap<>();
    private final Installation installation =
            new Installation(Path.of("..").toAbsolutePath().normalize());

    private TestCluster(Path data) {
        this.data = data;
        int[] free = IntStream.generate(() -> Port.resolve(Port.ANY))
                .distinct()
                .limit(PORTS)
                .toArray();
        String[] variables = {
            "KAFKA_PORT", "POSTGRES_PORT", "REDIS_PORT", "FLINK_PORT", "API_PORT", "MANAGEMENT_PORT", "JOBMANAGER_PORT"
        };
        for (int i = 0; i < PORTS; i++) {
            environment.put(variables[i], Integer.toString(free[i]));
        }
        environment.put("CHECKPOINT_INTERVAL", "PT1S");
        environment.put("FLUSH_INTERVAL", "PT0.5S");
    }

    /** Starts a cluster. */
    public static TestCluster up(Path data, String... options) {
        TestCluster cluster = new TestCluster(data);
        List<String> all = new ArrayList<>(List.of("cluster", "up"));
        all.addAll(List.of(options));
        Answer answer = cluster.run(all.toArray(new String[0]));
        if (answer.code() != 0) {
            cluster.close();
            throw new IllegalStateException("the cluster is not up: " + answer);
        }
        return cluster;
    }

    /** What a command ended with. */
    public record Answer(int code, String out, String err) {}

    /** Runs a command on the cluster, and prints what came of it. */
    public Answer run(String... command) {
        long start = System.nanoTime();
        Answer answer = call(command);
        System.out.printf("%s (%.1f s): %s%n", String.join(" ", command), (System.nanoTime() - start) / 1e9, answer);
        return answer;
    }

    /** Whether {@code cluster status} says that all of it works. */
    public boolean isHealthy() {
        return call("cluster", "status").code() == 0;
    }

    private Answer call(String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--data", data.toString()));
        int code;
        try (PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            code = ClusterMain.run(installation, environment, output, errors, all.toArray(new String[0]));
        }
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command that must succeed. */
    public void succeed(String... command) {
        assertThat(run(command)).returns(0, Answer::code);
    }

    /** Where its parts are reached. */
    public StackSettings settings() {
        return StackSettings.fromEnvironment(environment);
    }

    FlinkRest rest() {
        return new FlinkRest(FlinkAddress.local(settings().ports().flink()));
    }

    Deployment deployed(BotJob job) {
        return new Deployments(directory().deployments()).find(job).orElseThrow();
    }

    ClusterDirectory directory() {
        return new ClusterDirectory(data);
    }

    /** The jar that jobs are deployed from. */
    public Path jobsJar() {
        return installation.jobsJar();
    }

    ClusterProcesses processes() {
        return ClusterProcesses.read(directory()).orElseThrow();
    }

    ClusterProcesses.Running process(String name) {
        return processes().parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As {@code kill -9}. */
    void kill(String name) throws IOException {
        ProcessHandle process = process(name).process().orElseThrow();
        if (!process.destroyForcibly()) {
            throw new IOException(name + " could not be killed");
        }
    }

    /** A part of the cluster or {@code supervisor}, if it is alive. */
    public Optional<ProcessHandle> find(String name) {
        return all().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .flatMap(ClusterProcesses.Running::process);
    }

    /** What its processes have written about themselves. */
    public Path logs() {
        return directory().logs();
    }

    /** The id under which a job was last started. */
    public String runId(String job) {
        return deployed(BotJob.named(job)).runs().get(0);
    }

    /** Whether all tasks of a job run. */
    public boolean runs(String job) throws IOException, InterruptedException {
        return rest().live(BotJob.named(job)).filter(FlinkRest.Job::runs).isPresent();
    }

    /** What the job's current run failed of, the newest first. */
    public List<String> failures(String job) throws IOException, InterruptedException {
        return rest().failures(runId(job));
    }

    /** Of how many tasks a job's steps are. */
    public int parallelism(String job) throws IOException, InterruptedException {
        return rest().parallelism(runId(job));
    }

    /** When the last task had kept its part of the newest checkpoint. */
    public Optional<Instant> newestCheckpoint(String job) throws IOException, InterruptedException {
        return rest().newestCheckpoint(runId(job)).map(FlinkRest.Checkpoint::completed);
    }

    /** Where the checkpoints of a job's current run are. */
    public Path checkpoints(String job) {
        return deployed(BotJob.named(job)).checkpoints().directory().resolve(runId(job));
    }

    /**
     * Kills the JobManager and cuts the newest checkpoint of a job in half before anything goes on from it.
     *
     * @return the checkpoint before
     */
    public Path killJobManagerAndDamageNewestCheckpoint(String job) throws IOException {
        RetainedCheckpoints checkpoints = deployed(BotJob.named(job)).checkpoints();
        String run = runId(job);
        await().atMost(LIMIT).until(() -> checkpoints.ofRun(run).size() > 1);
        ProcessHandle process = process("jobmanager").process().orElseThrow();
        kill("jobmanager");
        // What is being written at the end is complete by then, or will never be.
        await().atMost(LIMIT).until(() -> !process.isAlive());
        List<Path> left = checkpoints.ofRun(run);
        WrittenCheckpoint.damage(left.get(0));
        return left.get(1);
    }

    /** All processes there were. */
    List<ClusterProcesses.Running> all() {
        List<ClusterProcesses.Running> all = new ArrayList<>(processes().parts());
        all.add(processes().supervisor());
        return all;
    }

    @Override
    public void close() {
        Answer unused = run("cluster", "down");
    }
}
