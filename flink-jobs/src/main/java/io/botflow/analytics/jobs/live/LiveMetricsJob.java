package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.EnvironmentVariables;
import io.botflow.analytics.jobs.JobEnvironment;
import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.sink.redis.RedisSink;
import io.botflow.analytics.jobs.source.BotEventsSource;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Entry of job {@code live-metrics}: wires Kafka and Redis to the pipeline. */
public final class LiveMetricsJob {
    /** How long changes of figures are gathered, where nothing else is set. */
    public static final Duration FLUSH_INTERVAL = Duration.ofMillis(200);

    /** Frames cross one shuffle: of the half second from Kafka to the client it takes no more than this. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(2);
    /** A fetch for each record costs more than all that is done with the record. */
    private static final Duration GATHERING = Duration.ofMillis(10);

    /** A barrier held up longer than this by what is in flight overtakes it: a checkpoint never holds frames back. */
    private static final Duration ALIGNED_CHECKPOINT_TIMEOUT = Duration.ofMillis(100);
    /** As fine as figures are written. */
    private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(100);

    private LiveMetricsJob() {}

    /** Runs the job with settings from the environment, see {@link JobSettings}; and {@code REDIS_URL}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        EnvironmentVariables variables = new EnvironmentVariables(System.getenv());
        define(environment, JobSettings.from(variables, FLUSH_INTERVAL), variables.required("REDIS_URL"));
        environment.execute();
    }

    /**
     * Adds the job to an environment.
     *
     * @param redisUrl {@code redis://} or {@code rediss://}, with user and password where they are needed
     */
    public static void define(StreamExecutionEnvironment environment, JobSettings settings, String redisUrl) {
        JobEnvironment.configure(environment, LiveMetricsPipeline.JOB, settings);
        Configuration quick = new Configuration();
        quick.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        quick.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, WATERMARK_INTERVAL);
        // No table is complete up to a checkpoint here: nothing is lost by taking what is in flight into it.
        quick.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        quick.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, ALIGNED_CHECKPOINT_TIMEOUT);
        environment.configure(quick);
        LiveMetricsPipeline.build(
                environment,
                BotEventsSource.of(settings.bootstrapServers(), LiveMetricsPipeline.JOB, true, GATHERING),
                RedisSink.to(redisUrl),
                RedisSink.to(redisUrl),
                settings);
    }
}
