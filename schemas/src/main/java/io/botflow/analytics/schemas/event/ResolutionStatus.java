package io.botflow.analytics.schemas.event;

/** How a conversation ended; the constant's lower-case name is the value on the wire and in PostgreSQL. */
public enum ResolutionStatus {
    RESOLVED,
    UNRESOLVED,
    ESCALATED
}
