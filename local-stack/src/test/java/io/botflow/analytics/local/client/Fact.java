package io.botflow.analytics.local.client;

import io.botflow.analytics.schemas.event.BotEvent;
import java.util.UUID;

/**
 * Something that counts once, for one bot at one time.
 *
 * @param at milliseconds since the epoch
 * @param event the message, null for other kinds
 * @param number seconds of a conversation that ended, or a rating
 */
record Fact(Kind kind, UUID botId, long at, BotEvent event, long number) {

    /** What it is. */
    enum Kind {
        MESSAGE,
        /** A conversation's first message of the UTC day with this bot. */
        ACTIVE,
        STARTED,
        ENDED,
        /** A conversation's first escalation of the UTC day. */
        ESCALATED,
        RATED
    }
}
