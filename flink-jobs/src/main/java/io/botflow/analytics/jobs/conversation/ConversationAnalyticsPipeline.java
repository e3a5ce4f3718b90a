package io.botflow.analytics.jobs.conversation;

import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.admission.TurnAwayInvalid;
import io.botflow.analytics.jobs.conversation.rollup.BotDay;
import io.botflow.analytics.jobs.conversation.rollup.BotMinute;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationFacts;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationHour;
import io.botflow.analytics.jobs.conversation.rollup.RollUpBots;
import io.botflow.analytics.jobs.conversation.rollup.RollUpOrganizations;
import io.botflow.analytics.jobs.conversation.track.TrackConversations;
import io.botflow.analytics.jobs.operator.ReportProgress;
import io.botflow.analytics.jobs.sink.Progress;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.TurnedAway;
import io.botflow.analytics.jobs.sink.WrittenRows;
import io.botflow.analytics.jobs.source.BotRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From events to the metric tables:
 *
 * <pre>
 *  bot-events                        (decoded, event time per partition: StreamTime)
 *      │
 *  turn-away-invalid ──────────────▶ bot-events-dead-letters
 *      │ by organization and conversation
 *  track-conversations ────────────▶ bot-events-late
 *      │      │     └──────────────▶ conversation_metrics
 *      │      │ facts, combined; what an event changes is taken back and counted again
 *      │      │ by organization, bot and day
 *      │   roll-up-bots ───────────▶ bot_performance_metrics, bot_metrics_15m, bot_metrics_1m
 *      │      └ progress ──────────▶ pipeline_progress; old minutes deleted
 *      │ by organization and hour
 *  roll-up-organizations ──────────▶ usage_analytics
 * </pre>
 */
public final class ConversationAnalyticsPipeline {
    /** Name of the job, of its consumer group and of its row in {@code pipeline_progress}. */
    public static final String JOB = "conversation-analytics";

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(2);

    private ConversationAnalyticsPipeline() {}

    /**
     * Where the results go.
     *
     * @param writtenRows what is in the tables of figures
     */
    public record Outputs(
            Sink<RowBatch> conversationMetrics,
            Sink<RowBatch> botPerformanceMetrics,
            Sink<RowBatch> botMetrics15m,
            Sink<RowBatch> botMetrics1m,
            Sink<RowBatch> usageAnalytics,
            Sink<Progress> progress,
            Sink<Progress> minuteRetention,
            Sink<TurnedAway> deadLetters,
            Sink<TurnedAway> late,
            WrittenRows writtenRows) {}

    /**
     * Adds the job to an environment.
     *
     * @param eventTime how event time follows from the events, unless their source tells it itself
     */
    public static void build(
            StreamExecutionEnvironment environment,
            Source<BotRecord, ?, ?> events,
            WatermarkStrategy<BotRecord> eventTime,
            Outputs outputs,
            JobSettings settings) {
        Duration horizon = settings.latenessHorizon();
        Duration flush = settings.flushInterval();

        SingleOutputStreamOperator<BotRecord> valid = named(
                "turn-away-invalid",
                environment
                        .fromSource(events, eventTime, "bot-events", BotRecord.TYPE)
                        .uid("bot-events")
                        .transform("turn-away-invalid", BotRecord.TYPE, new TurnAwayInvalid()));
        SingleOutputStreamOperator<RowBatch> conversations = named(
                "track-conversations",
                valid.keyBy(botRecord -> EventScope.of(botRecord.event()), EventScope.TYPE)
                        .transform("track-conversations", RowBatch.TYPE, new TrackConversations(horizon, flush)));
        SingleOutputStreamOperator<RowBatch> botDays = named(
                "roll-up-bots",
                conversations
                        .getSideOutput(TrackConversations.BOT_FACTS)
                        .keyBy(BotMinute::day, BotDay.TYPE)
                        .transform("roll-up-bots", RowBatch.TYPE, new RollUpBots(horizon, flush, outputs.writtenRows)));
        SingleOutputStreamOperator<RowBatch> organizationHours = named(
                "roll-up-organizations",
                conversations
                        .getSideOutput(TrackConversations.ORGANIZATION_FACTS)
                        .keyBy(OrganizationFacts::hour, OrganizationHour.TYPE)
                        .transform(
                                "roll-up-organizations",
                                RowBatch.TYPE,
                                new RollUpOrganizations(horizon, flush, outputs.writtenRows)));
        SingleOutputStreamOperator<Progress> progress = named(
                        "report-progress",
                        botDays.getSideOutput(RollUpBots.PROGRESS)
                                .union(organizationHours.getSideOutput(RollUpOrganizations.PROGRESS))
                                .transform(
                                        "report-progress", Progress.TYPE, new ReportProgress(JOB, PROGRESS_INTERVAL)))
                .setParallelism(1)
                .setMaxParallelism(1);

        write("conversation_metrics", conversations, outputs.conversationMetrics);
        write("bot_performance_metrics", botDays, outputs.botPerformanceMetrics);
        write("bot_metrics_15m", botDays.getSideOutput(RollUpBots.QUARTERS), outputs.botMetrics15m);
        write("bot_metrics_1m", botDays.getSideOutput(RollUpBots.MINUTES), outputs.botMetrics1m);
        write("usage_analytics", organizationHours, outputs.usageAnalytics);
        write("pipeline_progress", progress, outputs.progress).setParallelism(1);
        write("minute-retention", progress, outputs.minuteRetention).setParallelism(1);
        write("dead-letters", valid.getSideOutput(TurnAwayInvalid.DEAD_LETTERS), outputs.deadLetters);
        write("late", conversations.getSideOutput(TrackConversations.LATE), outputs.late);
    }

    private static <T> SingleOutputStreamOperator<T> named(String name, SingleOutputStreamOperator<T> operator) {
        return operator.name(name).uid(name);
    }

    private static <T> DataStreamSink<T> write(String name, DataStream<T> rows, Sink<T> sink) {
        return rows.sinkTo(sink).name(name).uid("write-" + name);
    }
}
