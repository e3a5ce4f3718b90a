package io.botflow.analytics.jobs.conversation;

import io.botflow.analytics.jobs.EnvironmentVariables;
import io.botflow.analytics.jobs.JobEnvironment;
import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.sink.Postgres;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.sink.TurnedAwaySink;
import io.botflow.analytics.jobs.source.BotEventsSource;
import io.botflow.analytics.jobs.source.StreamTime;
import io.botflow.analytics.schemas.Topics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Entry of job {@code conversation-analytics}: wires Kafka and PostgreSQL to the pipeline. */
public final class ConversationAnalyticsJob {
    private ConversationAnalyticsJob() {}

    /** Runs the job with settings from the environment, see {@link JobSettings} and {@link Postgres}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        EnvironmentVariables variables = new EnvironmentVariables(System.getenv());
        define(environment, JobSettings.from(variables, JobSettings.TABLE_FLUSH_INTERVAL), Postgres.from(variables));
        environment.execute();
    }

    /** Adds the job to an environment. */
    public static void define(StreamExecutionEnvironment environment, JobSettings settings, Postgres postgres) {
        JobEnvironment.configure(environment, ConversationAnalyticsPipeline.JOB, settings);
        String kafka = settings.bootstrapServers();
        Postgres sessions = postgres.of(ConversationAnalyticsPipeline.JOB);
        ConversationAnalyticsPipeline.build(
                environment,
                BotEventsSource.of(kafka, ConversationAnalyticsPipeline.JOB, false, BotEventsSource.FOR_TABLES),
                new StreamTime(),
                new ConversationAnalyticsPipeline.Outputs(
                        sessions.table(Tables.conversationMetrics()),
                        sessions.table(Tables.botPerformanceMetrics()),
                        sessions.table(Tables.botMetrics("bot_metrics_15m")),
                        sessions.table(Tables.botMetrics("bot_metrics_1m")),
                        sessions.table(Tables.usageAnalytics()),
                        sessions.progress(),
                        sessions.minuteRetention(),
                        TurnedAwaySink.to(kafka, Topics.DEAD_LETTERS),
                        TurnedAwaySink.to(kafka, Topics.LATE),
                        sessions.writtenRows()),
                settings);
    }
}
