package io.botflow.analytics.jobs.archive;

import io.botflow.analytics.jobs.EnvironmentVariables;
import io.botflow.analytics.jobs.JobEnvironment;
import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.sink.Postgres;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.source.BotEventsSource;
import io.botflow.analytics.jobs.source.StreamTime;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Entry of job {@code message-archive}: wires Kafka and PostgreSQL to the pipeline. */
public final class MessageArchiveJob {
    private MessageArchiveJob() {}

    /** Runs the job with settings from the environment, see {@link JobSettings} and {@link Postgres}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        EnvironmentVariables variables = new EnvironmentVariables(System.getenv());
        define(environment, JobSettings.from(variables, JobSettings.TABLE_FLUSH_INTERVAL), Postgres.from(variables));
        environment.execute();
    }

    /** Adds the job to an environment. */
    public static void define(StreamExecutionEnvironment environment, JobSettings settings, Postgres postgres) {
        JobEnvironment.configure(environment, MessageArchivePipeline.JOB, settings);
        MessageArchivePipeline.build(
                environment,
                BotEventsSource.of(
                        settings.bootstrapServers(), MessageArchivePipeline.JOB, true, BotEventsSource.FOR_TABLES),
                new StreamTime(),
                postgres.table(Tables.messages()),
                settings);
    }
}
