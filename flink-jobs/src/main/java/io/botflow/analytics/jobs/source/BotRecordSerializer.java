package io.botflow.analytics.jobs.source;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Carries records over the network; never kept in state. */
public final class BotRecordSerializer extends CompactSerializer<BotRecord> {
    private static final long serialVersionUID = 1;
    private static final EventType[] EVENT_TYPES = EventType.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final KnowledgeBase[] KNOWLEDGE_BASE = KnowledgeBase.values();
    private static final ResolutionStatus[] RESOLUTIONS = ResolutionStatus.values();
    private static final FaultReason[] REASONS = FaultReason.values();

    @Override
    protected void write(BotRecord botRecord, DataOutputView out) throws IOException {
        Compact.writeBytes(botRecord.key(), out);
        Compact.writeBytes(botRecord.value(), out);
        Compact.writeLong(botRecord.partition(), out);
        Compact.writeLong(botRecord.offset(), out);
        BotEvent event = botRecord.event();
        Compact.writeEnum(event == null ? null : event.type(), out);
        if (event == null) {
            Compact.writeEnum(botRecord.fault().reason(), out);
            Compact.writeString(botRecord.fault().detail(), out);
        } else {
            write(event, out);
        }
    }

    @Override
    public BotRecord deserialize(DataInputView in) throws IOException {
        byte[] key = Compact.readBytes(in);
        byte[] value = Compact.readBytes(in);
        int partition = Compact.readInt(in);
        long offset = Compact.readLong(in);
        EventType type = Compact.readEnum(EVENT_TYPES, in);
        if (type == null) {
            Fault fault = new Fault(Compact.readEnum(REASONS, in), Compact.readString(in));
            return new BotRecord(key, value, partition, offset, null, fault);
        }
        return new BotRecord(key, value, partition, offset, read(type, in), null);
    }

    private static void write(BotEvent event, DataOutputView out) throws IOException {
        Compact.writeUuid(event.eventId(), out);
        out.writeLong(event.occurredAt());
        Compact.writeUuid(event.organizationId(), out);
        if (event.type().isOfConversation()) {
            Compact.writeUuid(event.botId(), out);
            Compact.writeUuid(event.conversationId(), out);
            Compact.writeString(event.customerPhone(), out);
        }
        switch (event.type()) {
            case MESSAGE_RECEIVED -> {
                Compact.writeString(event.text(), out);
                out.writeLong(event.textHash());
            }
            case MESSAGE_SENT -> {
                Compact.writeString(event.text(), out);
                out.writeLong(event.textHash());
                Compact.writeLong(event.responseTimeMillis(), out);
                Compact.writeEnum(event.outcome(), out);
                Compact.writeLong(event.tokensUsed(), out);
                Compact.writeLong(event.costNanos(), out);
                Compact.writeEnum(event.knowledgeBase(), out);
            }
            case CONVERSATION_ENDED -> Compact.writeEnum(event.resolutionStatus(), out);
            case CONVERSATION_RATED -> Compact.writeLong(event.rating(), out);
            case CONVERSATION_STARTED, CONVERSATION_ESCALATED, API_CALLED, WEBHOOK_RECEIVED -> {}
        }
    }

    private static BotEvent read(EventType type, DataInputView in) throws IOException {
        UUID eventId = Compact.readUuid(in);
        long occurredAt = in.readLong();
        UUID organizationId = Compact.readUuid(in);
        boolean ofConversation = type.isOfConversation();
        UUID botId = ofConversation ? Compact.readUuid(in) : null;
        UUID conversationId = ofConversation ? Compact.readUuid(in) : null;
        String customerPhone = ofConversation ? Compact.readString(in) : null;
        boolean isMessage = type == EventType.MESSAGE_RECEIVED || type == EventType.MESSAGE_SENT;
        boolean isSent = type == EventType.MESSAGE_SENT;
        return new BotEvent(
                type,
                eventId,
                occurredAt,
                organizationId,
                botId,
                conversationId,
                customerPhone,
                isMessage ? Compact.readString(in) : null,
                isMessage ? in.readLong() : 0,
                isSent ? Compact.readInt(in) : BotEvent.ABSENT,
                isSent ? Compact.readEnum(OUTCOMES, in) : null,
                isSent ? Compact.readInt(in) : 0,
                isSent ? Compact.readLong(in) : 0,
                isSent ? Compact.readEnum(KNOWLEDGE_BASE, in) : null,
                type == EventType.CONVERSATION_ENDED ? Compact.readEnum(RESOLUTIONS, in) : null,
                type == EventType.CONVERSATION_RATED ? Compact.readInt(in) : BotEvent.ABSENT);
    }
}
