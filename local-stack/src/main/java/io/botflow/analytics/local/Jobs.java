package io.botflow.analytics.local;

import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.archive.MessageArchiveJob;
import io.botflow.analytics.jobs.archive.MessageArchivePipeline;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsJob;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
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
                new LocalJob(ConversationAnalyticsPipeline.JOB, graph(ConversationAnalyticsJob::define)),
                new LocalJob(MessageArchivePipeline.JOB, graph(MessageArchiveJob::define)));
    }

    /** Adds a job that writes tables to an environment. */
    private interface TableJob {
        void define(StreamExecutionEnvironment environment, JobSettings settings, Postgres postgres);
    }

    private static LocalJob.Graph graph(TableJob job) {
        return (settings, checkpointDirectory) -> {
            StreamExecutionEnvironment environment =
                    StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
            job.define(
                    environment,
                    jobSettings(settings, checkpointDirectory),
                    new Postgres(settings.jdbcUrl("botflow_jobs"), "botflow_jobs", null));
            environment.setParallelism(PARALLELISM);
            StreamGraph graph = environment.getStreamGraph();
            return graph.getJobGraph();
        };
    }

    private static JobSettings jobSettings(StackSettings settings, String checkpointDirectory) {
        return new JobSettings(
                settings.bootstrapServers(),
                LATENESS_HORIZON,
                FLUSH_INTERVAL,
                CHECKPOINT_INTERVAL,
                checkpointDirectory);
    }
}
