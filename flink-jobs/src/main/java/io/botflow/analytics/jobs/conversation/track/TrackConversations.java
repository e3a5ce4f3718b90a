package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.admission.EndCounters;
import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.admission.EventTimeOperator;
import io.botflow.analytics.jobs.admission.Fingerprint;
import io.botflow.analytics.jobs.conversation.rollup.BotMinute;
import io.botflow.analytics.jobs.conversation.rollup.FactCombiner;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationFacts;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.sink.TurnedAway;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Gives every valid event its end (counted, duplicate or late), keeps each {@link Conversation} and turns what changes
 * into conversation rows (main output) and combined facts (side outputs).
 */
public final class TrackConversations extends EventTimeOperator<RowBatch> {
    public static final OutputTag<BotMinute> BOT_FACTS = new OutputTag<>("bot-facts", BotMinute.TYPE);
    public static final OutputTag<OrganizationFacts> ORGANIZATION_FACTS =
            new OutputTag<>("organization-facts", OrganizationFacts.TYPE);
    public static final OutputTag<TurnedAway> LATE = new OutputTag<>("late", TurnedAway.TYPE);

    private static final long serialVersionUID = 1;
    /** Changed conversations and combined buckets held in memory at most, each: some megabytes. */
    private static final int MOST_GATHERED = 20_000;

    private static final Table<ConversationMetricsRow> TABLE = Tables.conversationMetrics();

    private transient ValueState<Conversation> conversations;
    /** Fingerprints of the organizations' own events. */
    private transient ValueState<Long> organizationEvents;

    private transient InternalTimerService<VoidNamespace> timers;
    private transient EndCounters endCounters;
    private transient Counter counted;
    private transient Counter duplicate;
    private transient Counter conflict;
    private transient Counter late;
    private transient FactCombiner facts;
    /**
     * Conversations that changed since the last flush; until then they are ahead of the state, which is read and written
     * once per conversation and flush and not per event.
     */
    private transient Map<EventScope, Conversation> changed;
    /** Last rows of conversations that left the state since the last flush. */
    private transient SortedMap<EventScope, ConversationMetricsRow> settledRows;

    /**
     * @param horizon the lateness horizon
     * @param flushInterval how long changes are gathered at most
     */
    public TrackConversations(Duration horizon, Duration flushInterval) {
        super(horizon, flushInterval);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        endCounters = new EndCounters();
        counted = endCounters.counter(EndCounters.COUNTED, context.getOperatorStateStore(), getMetricGroup());
        duplicate = endCounters.counter(EndCounters.DUPLICATE, context.getOperatorStateStore(), getMetricGroup());
        conflict = endCounters.counter(EndCounters.CONFLICT, context.getOperatorStateStore(), getMetricGroup());
        late = endCounters.counter(EndCounters.LATE, context.getOperatorStateStore(), getMetricGroup());
    }

    @Override
    public void open() throws Exception {
        super.open();
        conversations =
                getRuntimeContext().getState(new ValueStateDescriptor<>("conversations", ConversationSerializer.TYPE));
        organizationEvents =
                getRuntimeContext().getState(new ValueStateDescriptor<>("organization-events", Types.LONG));
        timers = getInternalTimerService("deadlines", VoidNamespaceSerializer.INSTANCE, this);
        facts = new FactCombiner();
        changed = new HashMap<>();
        settledRows = new TreeMap<>(EventScope.ORDER);
    }

    @Override
    public void processElement(StreamRecord<BotRecord> element) throws Exception {
        BotRecord botRecord = element.getValue();
        BotEvent event = botRecord.event();
        if (isLate(event)) {
            late.inc();
            output.collect(LATE, new StreamRecord<>(TurnedAway.late(botRecord)));
        } else if (event.type().isOfConversation()) {
            addToConversation(event);
        } else {
            addToOrganization(event);
        }
        flushIfMany();
    }

    private void flushIfMany() throws Exception {
        if (changed.size() + settledRows.size() >= MOST_GATHERED || facts.size() >= MOST_GATHERED) {
            flush();
        }
    }

    private void addToConversation(BotEvent event) throws Exception {
        EventScope scope = (EventScope) getCurrentKey();
        Conversation conversation = conversation(scope);
        if (conversation == null) {
            conversation = new Conversation();
        } else if (conversation.contains(event.eventId())) {
            countDuplicate(conversation.isConflict(event));
            return;
        }
        counted.inc();
        conversation.add(event, eventTime(), facts);
        changed.put(scope, conversation);
        setTimer(conversation);
    }

    /** The conversation of the current key as it is now, null if there is none. */
    private Conversation conversation(EventScope scope) throws Exception {
        Conversation gathered = changed.get(scope);
        return gathered != null ? gathered : conversations.value();
    }

    private void addToOrganization(BotEvent event) throws Exception {
        long fingerprint = Fingerprint.of(event);
        Long known = organizationEvents.value();
        if (known != null) {
            countDuplicate(known != fingerprint);
            return;
        }
        counted.inc();
        organizationEvents.update(fingerprint);
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, event.occurredAt() + horizonMillis() + 1);
        facts.organizationEvent(event);
    }

    private void countDuplicate(boolean isConflict) {
        duplicate.inc();
        if (isConflict) {
            conflict.inc();
        }
    }

    /** Sees to it that the conversation's timer fires no later than there is something to do. */
    private void setTimer(Conversation conversation) {
        long deadline = conversation.nextDeadline(horizonMillis());
        if (conversation.timerAt == Conversation.NONE || deadline < conversation.timerAt) {
            if (conversation.timerAt != Conversation.NONE) {
                timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, conversation.timerAt);
            }
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, deadline);
            conversation.timerAt = deadline;
        }
    }

    @Override
    public void onEventTime(InternalTimer<EventScope, VoidNamespace> timer) throws Exception {
        EventScope scope = timer.getKey();
        if (!scope.isConversation()) {
            organizationEvents.clear();
            return;
        }
        Conversation conversation = conversation(scope);
        conversation.timerAt = Conversation.NONE;
        if (conversation.endIfIdle(scope.organizationId(), eventTime(), facts)) {
            changed.put(scope, conversation);
        }
        if (conversation.isSettled(eventTime(), horizonMillis())) {
            settle(scope, conversation);
        } else {
            setTimer(conversation);
            if (!changed.containsKey(scope)) {
                conversations.update(conversation);
            }
        }
        flushIfMany();
    }

    private void settle(EventScope scope, Conversation conversation) {
        conversation.settle(scope.organizationId(), facts);
        if (changed.remove(scope) != null) {
            // Two parts of one conversation may leave between two flushes: one statement writes a key once, the newer.
            ConversationMetricsRow row = conversation.row(scope.organizationId(), scope.id());
            if (row != null) {
                settledRows.put(scope, row);
            }
        }
        conversations.clear();
    }

    @Override
    protected boolean hasGathered() {
        return !changed.isEmpty() || !settledRows.isEmpty() || facts.size() > 0;
    }

    @Override
    protected void emitGathered() throws Exception {
        List<ConversationMetricsRow> rows = List.copyOf(settledRows.values());
        List<EventScope> scopes = new ArrayList<>(changed.keySet());
        Map<EventScope, Conversation> gathered = changed;
        changed = new HashMap<>();
        settledRows.clear();
        scopes.sort(EventScope.ORDER);
        // A part that left the state and the one that began after it under the same id are two rows of one key.
        TABLE.batches(rows, batch -> output.collect(new StreamRecord<>(batch)));
        List<ConversationMetricsRow> current = new ArrayList<>(scopes.size());
        for (EventScope scope : scopes) {
            setCurrentKey(scope);
            Conversation conversation = gathered.get(scope);
            conversations.update(conversation);
            ConversationMetricsRow row = conversation.row(scope.organizationId(), scope.id());
            if (row != null) {
                current.add(row);
            }
        }
        TABLE.batches(current, batch -> output.collect(new StreamRecord<>(batch)));
        facts.drain(
                botFacts -> output.collect(BOT_FACTS, new StreamRecord<>(botFacts)),
                organizationFacts -> output.collect(ORGANIZATION_FACTS, new StreamRecord<>(organizationFacts)));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        endCounters.snapshot();
    }
}
