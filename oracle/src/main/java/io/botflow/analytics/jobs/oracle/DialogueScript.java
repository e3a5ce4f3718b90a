package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.util.UUID;

/** Makes the events of one conversation, or of one organization when there is none. */
record DialogueScript(UUID organizationId, UUID botId, UUID conversationId, String customerPhone) {

    BotEvent event(EventType type, UUID id, long at, String text) {
        return event(type, id, at, text, BotEvent.ABSENT, null, 0, 0, null, null, BotEvent.ABSENT);
    }

    BotEvent answer(
            UUID id,
            long at,
            String text,
            int responseTime,
            Outcome outcome,
            int tokens,
            long costNanos,
            KnowledgeBase answer) {
        return event(
                EventType.MESSAGE_SENT,
                id,
                at,
                text,
                responseTime,
                outcome,
                tokens,
                costNanos,
                answer,
                null,
                BotEvent.ABSENT);
    }

    BotEvent ended(UUID id, long at, ResolutionStatus status) {
        return event(
                EventType.CONVERSATION_ENDED, id, at, null, BotEvent.ABSENT, null, 0, 0, null, status, BotEvent.ABSENT);
    }

    BotEvent rated(UUID id, long at, int rating) {
        return event(EventType.CONVERSATION_RATED, id, at, null, BotEvent.ABSENT, null, 0, 0, null, null, rating);
    }

    private BotEvent event(
            EventType type,
            UUID id,
            long at,
            String text,
            int responseTime,
            Outcome outcome,
            int tokens,
            long costNanos,
            KnowledgeBase answer,
            ResolutionStatus status,
            int rating) {
        return new BotEvent(
                type,
                id,
                at,
                organizationId,
                botId,
                conversationId,
                customerPhone,
                text,
                text == null ? 0 : text.hashCode(),
                responseTime,
                outcome,
                tokens,
                costNanos,
                answer,
                status,
                rating);
    }
}
