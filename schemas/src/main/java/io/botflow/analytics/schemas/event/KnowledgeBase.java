package io.botflow.analytics.schemas.event;

/** Whether the knowledge base had an answer; the constant's lower-case name is the value on the wire. */
public enum KnowledgeBase {
    HIT,
    MISS
}
