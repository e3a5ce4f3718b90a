package io.botflow.analytics.local.faults;

import io.botflow.analytics.schemas.event.BotEvent;

/** Events as equal as their content is: readers hash the text in ways of their own. */
final class ComparableEvent {
    private ComparableEvent() {}

    static BotEvent of(BotEvent event) {
        return new BotEvent(
                event.type(),
                event.eventId(),
                event.occurredAt(),
                event.organizationId(),
                event.botId(),
                event.conversationId(),
                event.customerPhone(),
                event.text(),
                0,
                event.responseTimeMillis(),
                event.outcome(),
                event.tokensUsed(),
                event.costNanos(),
                event.knowledgeBase(),
                event.resolutionStatus(),
                event.rating());
    }
}
