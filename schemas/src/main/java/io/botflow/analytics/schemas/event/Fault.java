package io.botflow.analytics.schemas.event;

/**
 * Why a record is not a valid event.
 *
 * @param detail names the field, or the place in the bytes for {@link FaultReason#NOT_JSON}
 */
public record Fault(FaultReason reason, String detail) {}
