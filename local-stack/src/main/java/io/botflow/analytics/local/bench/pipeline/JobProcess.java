package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.jobs.EnvironmentVariables;
import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsJob;
import io.botflow.analytics.jobs.sink.Postgres;
import io.botflow.analytics.local.FlinkCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The process that is measured: a Flink cluster with {@code conversation-analytics} alone, with the settings that the
 * job has by default, until it is stopped.
 */
public final class JobProcess {
    /** What each task manager of a cluster gives a slot, so that RocksDB is not starved of cache. */
    private static final MemorySize ROCKSDB_MEMORY_OF_SLOT = MemorySize.ofMebiBytes(256);

    private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(100);
    private static final int FAILED = 1;

    private JobProcess() {}

    /**
     * Runs the job.
     *
     * @param arguments broker, JDBC URL, directory, port of Flink's page, file for samples, parallelism, state backend
     */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            start(
                    arguments[0],
                    arguments[1],
                    Path.of(arguments[2]),
                    Integer.parseInt(arguments[3]),
                    Path.of(arguments[4]),
                    Integer.parseInt(arguments[5]),
                    Setup.StateBackend.valueOf(arguments[6]));
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
        new CountDownLatch(1).await();
    }

    private static void start(
            String bootstrapServers,
            String jdbcUrl,
            Path directory,
            int port,
            Path samples,
            int parallelism,
            Setup.StateBackend state) {
        FlinkCluster cluster =
                FlinkCluster.start(directory, port, parallelism, clusterConfiguration(samples, parallelism, state));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "shutdown"));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(stateConfiguration(state));
        EnvironmentVariables variables = new EnvironmentVariables(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "CHECKPOINT_DIRECTORY", cluster.checkpointDirectory(),
                "POSTGRES_URL", jdbcUrl));
        ConversationAnalyticsJob.define(
                environment, JobSettings.from(variables, JobSettings.TABLE_FLUSH_INTERVAL), Postgres.from(variables));
        environment.setParallelism(parallelism);
        cluster.submit(environment.getStreamGraph().getJobGraph());
    }

    private static Configuration clusterConfiguration(Path samples, int parallelism, Setup.StateBackend state) {
        Configuration configuration = new Configuration();
        configuration.setString("metrics.reporter.samples.factory.class", SampleReporter.Factory.class.getName());
        configuration.setString("metrics.reporter.samples.interval", SAMPLE_INTERVAL.toMillis() + " MILLISECONDS");
        configuration.setString("metrics.reporter.samples." + SampleReporter.FILE, samples.toString());
        if (state == Setup.StateBackend.ROCKSDB) {
            configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB_MEMORY_OF_SLOT.multiply(parallelism));
        }
        return configuration;
    }

    private static Configuration stateConfiguration(Setup.StateBackend state) {
        Configuration configuration = new Configuration();
        configuration.set(
                StateBackendOptions.STATE_BACKEND, state == Setup.StateBackend.ROCKSDB ? "rocksdb" : "hashmap");
        // As scripts/deploy has it for the tables' jobs.
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, state == Setup.StateBackend.ROCKSDB);
        return configuration;
    }
}
