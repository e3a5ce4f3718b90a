package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.schemas.event.BotEvent;
import java.util.UUID;

/**
 * Takes the countable facts that events make. Messages and organization-level events are facts by themselves and never
 * taken back; the others derive from all events of a conversation, and an earlier or later event may take them back:
 * sign −1. Times are milliseconds since the epoch.
 */
public interface Facts {
    void message(BotEvent message);

    /** An {@code api_called} or {@code webhook_received}. */
    void organizationEvent(BotEvent event);

    /** A conversation's first message with the bot on a UTC day. */
    void active(UUID organizationId, UUID botId, long at, int sign);

    void started(UUID organizationId, UUID botId, long at, int sign);

    void ended(UUID organizationId, UUID botId, long at, long durationSeconds, int sign);

    /** A conversation's first escalation on a UTC day. */
    void escalated(UUID organizationId, UUID botId, long at, int sign);

    void rated(UUID organizationId, UUID botId, long at, int rating, int sign);

    /** The end counted at that time can no longer be taken back. */
    void endSettled(UUID organizationId, UUID botId, long at);

    /** A rating counted at that time can no longer be taken back. */
    void ratingSettled(UUID organizationId, UUID botId, long at);
}
