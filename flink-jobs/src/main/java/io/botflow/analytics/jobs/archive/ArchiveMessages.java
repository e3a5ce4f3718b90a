package io.botflow.analytics.jobs.archive;

import io.botflow.analytics.jobs.Ids;
import io.botflow.analytics.jobs.admission.EventIds;
import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.admission.EventTimeOperator;
import io.botflow.analytics.jobs.admission.Fingerprint;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.row.MessageRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Turns the messages that count into rows. It goes by the same rules as {@code conversation-analytics}, so that the
 * archive holds the messages behind the numbers: late events and redeliveries, of whatever type, are left out.
 */
public final class ArchiveMessages extends EventTimeOperator<RowBatch> {
    private static final long serialVersionUID = 1;
    private static final int NANO_DECIMALS = 9;
    /** Rows held in memory at most. */
    private static final int MOST_ROWS = 2_000;
    /** Characters of their texts held at most, so that floods of the longest texts take some megabytes only. */
    private static final int MOST_CHARACTERS = 2_000_000;

    private static final Table<MessageRow> TABLE = Tables.messages();
    private static final Comparator<MessageRow> KEY_ORDER = Comparator.comparing(
                    MessageRow::organizationId, Ids.AS_TEXT)
            .thenComparing(MessageRow::conversationId, Ids.AS_TEXT)
            .thenComparing(MessageRow::eventId, Ids.AS_TEXT);

    private transient ValueState<KnownEvents> known;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient List<MessageRow> rows;
    private transient int characters;

    /**
     * @param horizon the lateness horizon
     * @param flushInterval how long rows are gathered at most
     */
    public ArchiveMessages(Duration horizon, Duration flushInterval) {
        super(horizon, flushInterval);
    }

    @Override
    public void open() throws Exception {
        super.open();
        known = getRuntimeContext().getState(new ValueStateDescriptor<>("known-events", KnownEvents.TYPE));
        timers = getInternalTimerService("retention", VoidNamespaceSerializer.INSTANCE, this);
        rows = new ArrayList<>();
        characters = 0;
    }

    @Override
    public void processElement(StreamRecord<BotRecord> element) throws Exception {
        BotEvent event = element.getValue().event();
        if (isLate(event)) {
            return;
        }
        KnownEvents before = known.value();
        EventIds eventIds = before == null ? new EventIds() : before.eventIds();
        if (eventIds.contains(event.eventId())) {
            return;
        }
        eventIds.add(event.eventId(), Fingerprint.of(event));
        if (before == null) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, settledAt(event.occurredAt()));
        }
        long newestAt = before == null ? event.occurredAt() : Math.max(before.newestAt(), event.occurredAt());
        known.update(new KnownEvents(eventIds, newestAt));
        if (event.type() == EventType.MESSAGE_RECEIVED || event.type() == EventType.MESSAGE_SENT) {
            rows.add(row(event));
            characters += event.text().length();
            if (rows.size() >= MOST_ROWS || characters >= MOST_CHARACTERS) {
                flush();
            }
        }
    }

    @Override
    public void onEventTime(InternalTimer<EventScope, VoidNamespace> timer) throws Exception {
        long settledAt = settledAt(known.value().newestAt());
        if (settledAt <= eventTime()) {
            known.clear();
        } else {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, settledAt);
        }
    }

    private long settledAt(long newestAt) {
        return newestAt + horizonMillis() + 1;
    }

    @Override
    protected boolean hasGathered() {
        return !rows.isEmpty();
    }

    @Override
    protected void emitGathered() {
        rows.sort(KEY_ORDER);
        TABLE.batches(rows, batch -> output.collect(new StreamRecord<>(batch)));
        rows.clear();
        characters = 0;
    }

    private static MessageRow row(BotEvent message) {
        boolean isOutbound = message.type() == EventType.MESSAGE_SENT;
        return new MessageRow(
                message.eventId(),
                message.conversationId(),
                message.organizationId(),
                message.botId(),
                isOutbound ? MessageRow.Direction.OUTBOUND : MessageRow.Direction.INBOUND,
                message.text(),
                message.occurredAt(),
                message.responseTimeMillis() == BotEvent.ABSENT ? null : message.responseTimeMillis(),
                message.outcome(),
                isOutbound ? message.tokensUsed() : null,
                isOutbound ? BigDecimal.valueOf(message.costNanos(), NANO_DECIMALS) : null,
                message.knowledgeBase());
    }
}
