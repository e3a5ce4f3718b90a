package io.botflow.analytics.local.faults;

import io.botflow.analytics.schemas.event.BotEvent;

/**
 * Where event time is while some records are read, as far as it can be known from outside; milliseconds since the epoch.
 *
 * @param lateBefore what is earlier is late
 * @param countedFrom what is not earlier is not late
 * @param newest no event is later, so that event time stays where it is
 */
record EventTimes(long lateBefore, long countedFrom, long newest) {
    /** Whether the end of this event depends on what cannot be known. */
    boolean leaveOpen(BotEvent event) {
        return (event.occurredAt() >= lateBefore && event.occurredAt() < countedFrom) || event.occurredAt() > newest;
    }

    boolean isLate(BotEvent event) {
        return event.occurredAt() < lateBefore;
    }
}
