package io.botflow.analytics.schemas.event;

import java.util.UUID;

/**
 * One valid event of topic {@code bot-events}, flat: a field that its type does not have holds the stated absent value.
 *
 * @param eventId unique within organization and conversation
 * @param occurredAt milliseconds since the epoch, cut
 * @param botId null for events of the organization alone
 * @param conversationId null for events of the organization alone
 * @param customerPhone 1 to 64 code points; null for events of the organization alone
 * @param text what was said; null unless a message, and null where the decoder was told to leave texts out
 * @param textHash 64-bit hash of the text, 0 unless a message
 * @param responseTimeMillis 0 to 86 400 000; {@link #ABSENT} when the bot spoke unasked
 * @param outcome null unless {@link EventType#MESSAGE_SENT}
 * @param tokensUsed 0 unless {@link EventType#MESSAGE_SENT}
 * @param costNanos billionths of a US dollar, 0 to 10^15
 * @param knowledgeBase null when not consulted
 * @param resolutionStatus null unless {@link EventType#CONVERSATION_ENDED}
 * @param rating 1 to 5; {@link #ABSENT} unless {@link EventType#CONVERSATION_RATED}
 */
public record BotEvent(
        EventType type,
        UUID eventId,
        long occurredAt,
        UUID organizationId,
        UUID botId,
        UUID conversationId,
        String customerPhone,
        String text,
        long textHash,
        int responseTimeMillis,
        Outcome outcome,
        int tokensUsed,
        long costNanos,
        KnowledgeBase knowledgeBase,
        ResolutionStatus resolutionStatus,
        int rating) {

    /** Stands for an absent {@code response_time_ms} or {@code rating}. */
    public static final int ABSENT = -1;
}
