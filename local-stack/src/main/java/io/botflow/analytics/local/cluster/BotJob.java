package io.botflow.analytics.local.cluster;

import io.botflow.analytics.jobs.archive.MessageArchiveJob;
import io.botflow.analytics.jobs.archive.MessageArchivePipeline;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsJob;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.live.LiveMetricsJob;
import io.botflow.analytics.jobs.live.LiveMetricsPipeline;
import io.botflow.analytics.local.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A job that can be deployed. */
enum BotJob {
    CONVERSATION_ANALYTICS(ConversationAnalyticsPipeline.JOB, ConversationAnalyticsJob.class, Keys.POSTGRES),
    MESSAGE_ARCHIVE(MessageArchivePipeline.JOB, MessageArchiveJob.class, Keys.POSTGRES),
    LIVE_METRICS(LiveMetricsPipeline.JOB, LiveMetricsJob.class, Keys.REDIS);

    /** Settings that say how a job works, and not where its inputs and outputs are. */
    static final List<String> TUNING = List.of("LATENESS_HORIZON", "FLUSH_INTERVAL", "CHECKPOINT_INTERVAL");

    private final String jobName;
    private final Class<?> entry;
    private final List<String> outputs;

    BotJob(String jobName, Class<?> entry, List<String> outputs) {
        this.jobName = jobName;
        this.entry = entry;
        this.outputs = outputs;
    }

    /** @throws UsageException if there is none of that name */
    static BotJob named(String name) {
        return Arrays.stream(values())
                .filter(job -> job.jobName.equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no job " + name + ": "
                        + Arrays.stream(values()).map(BotJob::jobName).collect(Collectors.joining(", "))));
    }

    /** The name it has on the cluster, and its checkpoints' directory. */
    String jobName() {
        return jobName;
    }

    /** The class that is started. */
    String entryClass() {
        return entry.getName();
    }

    /** The environment variables that it reads. */
    List<String> variables() {
        return Stream.of(Keys.INPUT, TUNING, outputs).flatMap(List::stream).toList();
    }

    /** How Flink runs it. State of the tables' jobs grows with the lateness horizon, that of the live one does not. */
    List<String> flinkOptions() {
        return this == LIVE_METRICS
                ? List.of("state.backend.type=hashmap")
                : List.of("state.backend.type=rocksdb", "execution.checkpointing.incremental=true");
    }

    /** Enum constants cannot use constants of their own enum. */
    private static final class Keys {
        static final List<String> INPUT = List.of("KAFKA_BOOTSTRAP_SERVERS", "CHECKPOINT_DIRECTORY");
        static final List<String> POSTGRES = List.of("POSTGRES_URL", "POSTGRES_USER", "POSTGRES_PASSWORD");
        static final List<String> REDIS = List.of("REDIS_URL");
    }
}
