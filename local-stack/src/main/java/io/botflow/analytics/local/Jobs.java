package io.botflow.analytics.local;

import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.archive.MessageArchiveJob;
import io.botflow.analytics.jobs.archive.MessageArchivePipeline;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsJob;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.live.LiveMetricsJob;
import io.botflow.analytics.jobs.live.LiveMetricsPipeline;
import io.botflow.analytics.jobs.sink.Postgres;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The jobs that a local stack runs. */
final class Jobs {
    /** As many as the smallest machine has cores. */
    private static final int PARALLELISM = 2;

    private static final Duration LATENESS_HORIZON = Duration.ofDays(7);
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);

    private Jobs() {}

    static List<LocalJob> jobs() {
        return List.of(
                new LocalJob(
                        ConversationAnalyticsPipeline.JOB,
                        graph(FLUSH_INTERVAL, table(ConversationAnalyticsJob::define))),
                new LocalJob(MessageArchivePipeline.JOB, graph(FLUSH_INTERVAL, table(MessageArchiveJob::define))),
                new LocalJob(
                        LiveMetricsPipeline.JOB,
                        graph(
                                LiveMetricsJob.FLUSH_INTERVAL,
                                (environment, settings, stack) ->
                                        LiveMetricsJob.define(environment, settings, stack.redisUrl()))));
    }

    /** Adds a job to an environment. */
    private interface Job {
        void define(StreamExecutionEnvironment environment, JobSettings settings, StackSettings stack);
    }

    /** Adds a job that writes tables. */
    private interface TableJob {
        void define(StreamExecutionEnvironment environment, JobSettings settings, Postgres postgres);
    }

    private static Job table(TableJob job) {
        return (environment, settings, stack) ->
                job.define(environment, settings, new Postgres(stack.jdbcUrl("botflow_jobs"), "botflow_jobs", null));
    }

    private static LocalJob.Graph graph(Duration flushInterval, Job job) {
        return (stack, checkpointDirectory) -> {
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
            job.define(
                    environment,
                    new JobSettings(
                            stack.bootstrapServers(),
                            LATENESS_HORIZON,
                            flushInterval,
                            CHECKPOINT_INTERVAL,
                            checkpointDirectory),
                    stack);
            environment.setParallelism(PARALLELISM);
            StreamGraph graph = environment.getStreamGraph();
            return graph.getJobGraph();
        };
    }
}
