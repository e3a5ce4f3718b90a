package io.botflow.analytics.schemas.event;

/** Why a record is invalid; {@link #wireName()} is the {@code reason} header of its dead letter. */
public enum FaultReason {
    NOT_JSON("not-json"),
    MISSING_FIELD("missing-field"),
    BAD_VALUE("bad-value"),
    UNKNOWN_EVENT_TYPE("unknown-event-type"),
    TOO_LARGE("too-large"),
    IN_THE_FUTURE("in-the-future");

    private final String wireName;

    FaultReason(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
