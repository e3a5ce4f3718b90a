package io.botflow.analytics.schemas.event;

/** What happened; the constant's lower-case name is the {@code event_type} on the wire. */
public enum EventType {
    CONVERSATION_STARTED,
    MESSAGE_RECEIVED,
    MESSAGE_SENT,
    CONVERSATION_ESCALATED,
    CONVERSATION_ENDED,
    CONVERSATION_RATED,
    API_CALLED,
    WEBHOOK_RECEIVED;

    /** Whether the event belongs to a conversation; the others belong to the organization alone. */
    public boolean isOfConversation() {
        return this != API_CALLED && this != WEBHOOK_RECEIVED;
    }
}
