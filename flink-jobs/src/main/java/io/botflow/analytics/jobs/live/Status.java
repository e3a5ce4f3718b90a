package io.botflow.analytics.jobs.live;

import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.util.Locale;

/** What a conversation is shown as: active while it is open, else how it ended. */
enum Status {
    ACTIVE,
    RESOLVED,
    UNRESOLVED,
    ESCALATED;

    /** @param resolution null while the conversation is open */
    static Status of(ResolutionStatus resolution) {
        if (resolution == null) {
            return ACTIVE;
        }
        return switch (resolution) {
            case RESOLVED -> RESOLVED;
            case UNRESOLVED -> UNRESOLVED;
            case ESCALATED -> ESCALATED;
        };
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
