package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes small sets of events by hand; ids are numbered, the n-th event has id n unless told otherwise. */
public final class EventScript {
    private final List<BotEvent> events = new ArrayList<>();
    private UUID organizationId = id(0xA);
    private UUID conversationId = id(0xC);
    private UUID botId = id(0xB);
    private String customerPhone = "+27820000001";
    private UUID nextEventId;

    /** The id that ends in this number. */
    public static UUID id(long number) {
        return new UUID(0, number);
    }

    /** Milliseconds since the epoch of an RFC 3339 time. */
    public static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    public List<BotEvent> events() {
        return List.copyOf(events);
    }

    /** The events that follow belong to this conversation. */
    public EventScript conversation(UUID id) {
        conversationId = id;
        return this;
    }

    /** The events that follow name this bot. */
    public EventScript bot(UUID id) {
        botId = id;
        return this;
    }

    /** The events that follow name this customer. */
    public EventScript customer(String phone) {
        customerPhone = phone;
        return this;
    }

    /** The next event has this id. */
    public EventScript eventId(UUID id) {
        nextEventId = id;
        return this;
    }

    public EventScript started(String time) {
        return add(EventType.CONVERSATION_STARTED, time, null);
    }

    public EventScript received(String time) {
        return add(EventType.MESSAGE_RECEIVED, time, "question");
    }

    public EventScript escalated(String time) {
        return add(EventType.CONVERSATION_ESCALATED, time, null);
    }

    public EventScript ended(String time, ResolutionStatus status) {
        events.add(script().ended(takeEventId(), at(time), status));
        return this;
    }

    public EventScript rated(String time, int rating) {
        events.add(script().rated(takeEventId(), at(time), rating));
        return this;
    }

    public EventScript apiCalled(String time) {
        return add(EventType.API_CALLED, time, null);
    }

    /** A bot's message. */
    public EventScript sent(String time, Outcome outcome, int responseTimeMillis, int tokens, long costNanos) {
        return sent(time, outcome, responseTimeMillis, tokens, costNanos, null);
    }

    /** A bot's message after the knowledge base was consulted. */
    public EventScript sent(
            String time, Outcome outcome, int responseTimeMillis, int tokens, long costNanos, KnowledgeBase answer) {
        events.add(script().answer(
                        takeEventId(), at(time), "answer", responseTimeMillis, outcome, tokens, costNanos, answer));
        return this;
    }

    private EventScript add(EventType type, String time, String text) {
        var script = type.isOfConversation() ? script() : new DialogueScript(organizationId, null, null, null);
        events.add(script.event(type, takeEventId(), at(time), text));
        return this;
    }

    private DialogueScript script() {
        return new DialogueScript(organizationId, botId, conversationId, customerPhone);
    }

    private UUID takeEventId() {
        UUID id = nextEventId == null ? id(events.size() + 1L) : nextEventId;
        nextEventId = null;
        return id;
    }

    /** The events that follow belong to this organization. */
    public EventScript organization(UUID id) {
        organizationId = id;
        return this;
    }
}
