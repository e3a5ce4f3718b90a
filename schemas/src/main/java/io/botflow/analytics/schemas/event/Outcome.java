package io.botflow.analytics.schemas.event;

/** How a response of a bot turned out; the constant's lower-case name is the value on the wire. */
public enum Outcome {
    SUCCESS,
    FAILURE,
    FALLBACK
}
