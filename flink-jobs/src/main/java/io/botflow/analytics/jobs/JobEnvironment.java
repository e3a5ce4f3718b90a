package io.botflow.analytics.jobs;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What every job of ours needs of Flink, whatever the cluster's own configuration says. How many checkpoints are retained
 * is not here: Flink takes that from the cluster alone.
 */
public final class JobEnvironment {
    /** Bounds any later parallelism; a change of it would cut the state off. */
    private static final int MAX_PARALLELISM = 128;

    private static final Duration FIRST_RESTART = Duration.ofSeconds(1);
    private static final Duration SLOWEST_RESTART = Duration.ofSeconds(30);

    private JobEnvironment() {}

    /** Configures an environment for a job of this name. */
    public static void configure(StreamExecutionEnvironment environment, String job, JobSettings settings) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.NAME, job);
        configuration.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
        // A type without a serializer of its own fails the start, not the first restore.
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);

        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        // Counters that add up, and tables that are complete up to a checkpoint, need nothing in flight at a barrier.
        configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, settings.checkpointDirectory() + "/" + job);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // A full disk is not mended by starting again; until it is, complete_until stands still for all to see.
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);

        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_RESTART);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, SLOWEST_RESTART);
        environment.configure(configuration);
    }
}
