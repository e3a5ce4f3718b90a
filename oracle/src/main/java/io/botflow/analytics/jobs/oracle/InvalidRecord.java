package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;

/** A record breaks a rule. */
final class InvalidRecord extends Exception {
    private static final long serialVersionUID = 1L;

    private final FaultReason reason;

    InvalidRecord(FaultReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Fault fault() {
        return new Fault(reason, getMessage());
    }
}
