package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.serialization.UuidSerializer;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.jobs.source.StreamTime;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * From events to what Redis shows:
 *
 * <pre>
 *  bot-events                        (decoded with their texts, event time per partition: StreamTime)
 *      │ valid ones of conversations; conversation-analytics writes the dead letters
 *      │ by organization and conversation
 *  follow-conversations ───────────▶ frames of the feed, at once
 *      │ changes, combined: messages per bot and minute, starts, active conversations
 *      │ by organization
 *  roll-up-live ───────────────────▶ figures of the last 60 minutes, hours, leaderboards
 * </pre>
 */
public final class LiveMetricsPipeline {
    /** Name of the job and of its consumer group. */
    public static final String JOB = "live-metrics";

    private LiveMetricsPipeline() {}

    /**
     * Adds the job to an environment.
     *
     * @param frames where frames go
     * @param figures where everything else goes
     */
    public static void build(
            StreamExecutionEnvironment environment,
            Source<BotRecord, ?, ?> events,
            Sink<RedisWrite> frames,
            Sink<RedisWrite> figures,
            JobSettings settings) {
        Duration horizon = settings.latenessHorizon();
        Duration flush = settings.flushInterval();

        SingleOutputStreamOperator<RedisWrite> followed = environment
                .fromSource(events, new StreamTime(), "bot-events", BotRecord.TYPE)
                .uid("bot-events")
                .filter(botRecord ->
                        botRecord.isValid() && botRecord.event().type().isOfConversation())
                .name("of-conversations")
                .uid("of-conversations")
                .keyBy(botRecord -> EventScope.of(botRecord.event()), EventScope.TYPE)
                .transform("follow-conversations", RedisWrite.TYPE, new FollowConversations(horizon, flush))
                .uid("follow-conversations");
        followed.sinkTo(frames).name("frames").uid("write-frames");
        followed.getSideOutput(FollowConversations.CHANGES)
                .keyBy(LiveChange::organizationId, UuidSerializer.TYPE)
                .transform("roll-up-live", RedisWrite.TYPE, new RollUpLive(horizon, flush))
                .uid("roll-up-live")
                .sinkTo(figures)
                .name("figures")
                .uid("write-figures");
    }
}
