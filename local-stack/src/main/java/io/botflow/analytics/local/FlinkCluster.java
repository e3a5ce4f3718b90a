package io.botflow.analytics.local;

import io.botflow.analytics.local.checkpoint.RetainedCheckpoints;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.ServerStartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Flink cluster of one task manager inside this JVM, with its web page. */
public final class FlinkCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
    private static final int SLOTS = 8;
    private static final MemorySize NETWORK_MEMORY = MemorySize.ofMebiBytes(96);
    private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(64);

    /** Far above the default: everything shares two cores with the whole stack, and nothing is lost silently here. */
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofMinutes(5);

    /** How old the numbers on the page, and those printed at the end, may be. */
    private static final Duration METRICS_INTERVAL = Duration.ofMillis(500);

    /** The newest may turn out to be damaged. */
    private static final int RETAINED_CHECKPOINTS = 3;

    private static final long CALL_LIMIT_SECONDS = 60;
    private static final long POLL_MILLIS = 50;

    private final MiniCluster cluster;
    private final Path checkpoints;
    private final int port;

    private FlinkCluster(MiniCluster cluster, Path checkpoints, int port) {
        this.cluster = cluster;
        this.checkpoints = checkpoints;
        this.port = port;
    }

    /**
     * Starts a cluster.
     *
     * @param directory where checkpoints are kept, and where temporary files are
     * @param port the port of the web page, {@link Port#ANY} for a free one
     */
    public static FlinkCluster start(Path directory, int port) {
        return start(directory, port, SLOTS, new Configuration());
    }

    /**
     * Starts a cluster.
     *
     * @param directory where checkpoints are kept, and where temporary files are
     * @param port the port of the web page, {@link Port#ANY} for a free one
     * @param slots how many tasks of a kind it runs at most; each has the same part of the managed memory
     * @param own what is to be otherwise than usual here
     */
    public static FlinkCluster start(Path directory, int port, int slots, Configuration own) {
        int resolved = Port.resolve(port);
        try {
            Path temporary = Files.createDirectories(directory.resolve("tmp"));
            Path checkpoints = Files.createDirectories(directory.resolve("checkpoints"));
            Configuration configuration = configuration(temporary, resolved);
            configuration.addAll(own);
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(configuration)
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(slots)
                    .build());
            cluster.start();
            return new FlinkCluster(cluster, checkpoints, resolved);
        } catch (Exception e) {
            throw new ServerStartException("Flink cannot be started: " + e.getMessage(), e);
        }
    }

    private static Configuration configuration(Path temporary, int port) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.PORT, port);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.UPLOAD_DIR, temporary.toString());
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRICS_INTERVAL);
        configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT);
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK_MEMORY);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK_MEMORY);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
        return configuration;
    }

    /** URI below which each job keeps its checkpoints, in a directory of its name, so that {@link #submit} finds them. */
    public String checkpointDirectory() {
        return checkpoints.toUri().toString();
    }

    /**
     * Runs a job from its newest checkpoint that is whole, or from the beginning when it has none.
     *
     * @throws ServerStartException if it has some and none of them is whole
     */
    public JobID submit(JobGraph graph) {
        new LastState(graph.getName(), new RetainedCheckpoints(checkpoints.resolve(graph.getName())))
                .find()
                .ifPresent(state -> graph.setSavepointRestoreSettings(
                        SavepointRestoreSettings.forPath(state.toUri().toString(), false)));
        try {
            return cluster.submitJob(graph)
                    .get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
                    .getJobID();
        } catch (Exception e) {
            throw new ServerStartException("job " + graph.getName() + " cannot be submitted: " + e.getMessage(), e);
        }
    }

    /** Waits until every task of the job runs. */
    public void awaitRunning(JobID job, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!isRunning(job)) {
                if (System.nanoTime() > deadline) {
                    throw new ServerStartException("job " + job + " does not run after " + limit.toSeconds() + " s");
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("job " + job + " was interrupted while starting", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new ServerStartException("job " + job + " cannot be asked: " + e.getMessage(), e);
        }
    }

    private boolean isRunning(JobID job) throws InterruptedException, ExecutionException, TimeoutException {
        JobStatus status = cluster.getJobStatus(job).get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
        if (status.isTerminalState()) {
            throw new ServerStartException("job " + job + " is " + status);
        }
        return status == JobStatus.RUNNING
                && cluster
                        .getExecutionGraph(job)
                        .get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
                        .getAllVertices()
                        .values()
                        .stream()
                        .allMatch(vertex -> vertex.getAggregateState() == ExecutionState.RUNNING);
    }

    /** The cluster itself, for what only tests and tools ask of it. */
    public MiniCluster miniCluster() {
        return cluster;
    }

    /** The port of the web page. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            cluster.closeAsync().get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Flink did not stop in order", e);
        }
    }
}
