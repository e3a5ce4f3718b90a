package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.admission.EventTimeOperator;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Keeps each {@link LiveConversation} by the rules of {@code conversation-analytics}: frames go out at once (main
 * output), what counts is combined (side output). Late events and redeliveries change nothing.
 */
public final class FollowConversations extends EventTimeOperator<RedisWrite> {
    static final OutputTag<LiveChange> CHANGES = new OutputTag<>("live-changes", LiveChange.TYPE);

    private static final long serialVersionUID = 1;
    /** Combined changes held in memory at most: some megabytes. */
    private static final int MOST_GATHERED = 20_000;

    private transient ValueState<LiveConversation> conversations;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient LiveFacts facts;

    /**
     * @param horizon the lateness horizon
     * @param flushInterval how long changes are gathered at most
     */
    public FollowConversations(Duration horizon, Duration flushInterval) {
        super(horizon, flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        conversations = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("conversations", LiveConversationSerializer.TYPE));
        timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
        facts = new LiveFacts();
    }

    @Override
    public void processElement(StreamRecord<BotRecord> element) throws Exception {
        BotEvent event = element.getValue().event();
        if (isLate(event)) {
            return;
        }
        LiveConversation conversation = conversations.value();
        if (conversation == null) {
            conversation = new LiveConversation();
        } else if (conversation.contains(event.eventId())) {
            return;
        }
        conversation.add(event, eventTime(), facts, this::emit);
        keep(conversation);
        flushIfMany();
    }

    @Override
    public void onEventTime(InternalTimer<EventScope, VoidNamespace> timer) throws Exception {
        EventScope scope = timer.getKey();
        LiveConversation conversation = conversations.value();
        conversation.timerAt = LiveConversation.NONE;
        conversation.advance(scope.organizationId(), scope.id(), eventTime(), facts, this::emit);
        if (conversation.isSettled(eventTime(), horizonMillis())) {
            conversations.clear();
        } else {
            keep(conversation);
        }
        flushIfMany();
    }

    /** Stores the conversation and sees to it that its timer fires no later than there is something to do. */
    private void keep(LiveConversation conversation) throws Exception {
        long deadline = conversation.nextDeadline(horizonMillis());
        if (conversation.timerAt == LiveConversation.NONE || deadline < conversation.timerAt) {
            if (conversation.timerAt != LiveConversation.NONE) {
                timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, conversation.timerAt);
            }
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, deadline);
            conversation.timerAt = deadline;
        }
        conversations.update(conversation);
    }

    private void emit(RedisWrite.Frame frame) {
        output.collect(new StreamRecord<>(frame));
    }

    private void flushIfMany() throws Exception {
        if (facts.size() >= MOST_GATHERED) {
            flush();
        }
    }

    @Override
    protected boolean hasGathered() {
        return facts.size() > 0;
    }

    @Override
    protected void emitGathered() {
        facts.drain(change -> output.collect(CHANGES, new StreamRecord<>(change)));
    }
}
