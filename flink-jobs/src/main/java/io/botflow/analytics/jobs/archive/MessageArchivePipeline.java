package io.botflow.analytics.jobs.archive;

import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.source.BotRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From events to the archive:
 *
 * <pre>
 *  bot-events                        (decoded with their texts, event time per partition: StreamTime)
 *      │ valid ones of conversations; conversation-analytics writes the dead letters
 *      │ by organization and conversation
 *  archive-messages ───────────────▶ messages
 * </pre>
 */
public final class MessageArchivePipeline {
    /** Name of the job and of its consumer group. */
    public static final String JOB = "message-archive";

    private MessageArchivePipeline() {}

    /**
     * Adds the job to an environment.
     *
     * @param eventTime how event time follows from the events, unless their source tells it itself
     */
    public static void build(
            StreamExecutionEnvironment environment,
            Source<BotRecord, ?, ?> events,
            WatermarkStrategy<BotRecord> eventTime,
            Sink<RowBatch> messages,
            JobSettings settings) {
        environment
                .fromSource(events, eventTime, "bot-events", BotRecord.TYPE)
                .uid("bot-events")
                .filter(botRecord ->
                        botRecord.isValid() && botRecord.event().type().isOfConversation())
                .name("of-conversations")
                .uid("of-conversations")
                .keyBy(botRecord -> EventScope.of(botRecord.event()), EventScope.TYPE)
                .transform(
                        "archive-messages",
                        RowBatch.TYPE,
                        new ArchiveMessages(settings.latenessHorizon(), settings.flushInterval()))
                .uid("archive-messages")
                .sinkTo(messages)
                .name("messages")
                .uid("write-messages");
    }
}
