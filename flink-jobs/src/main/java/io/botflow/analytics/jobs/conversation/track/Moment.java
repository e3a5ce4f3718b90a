package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.Ids;
import io.botflow.analytics.schemas.event.BotEvent;
import java.util.UUID;

/**
 * When an event was, in the order of events: by time, then by id as text.
 *
 * @param at milliseconds since the epoch
 */
public record Moment(long at, UUID eventId) {
    public static Moment of(BotEvent event) {
        return new Moment(event.occurredAt(), event.eventId());
    }

    public boolean isBefore(Moment other) {
        return at != other.at ? at < other.at : Ids.AS_TEXT.compare(eventId, other.eventId) < 0;
    }
}
