package io.botflow.analytics.schemas.row;

import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * A row of {@code messages}: one message as it was said.
 *
 * @param direction {@code inbound} from the customer, {@code outbound} from the bot
 * @param occurredAt milliseconds since the epoch
 * @param responseTimeMillis null for inbound messages and when the bot spoke unasked
 * @param outcome null for inbound messages
 * @param tokensUsed null for inbound messages
 * @param costUsd null for inbound messages
 */
public record MessageRow(
        UUID eventId,
        UUID conversationId,
        UUID organizationId,
        UUID botId,
        Direction direction,
        String text,
        long occurredAt,
        Integer responseTimeMillis,
        Outcome outcome,
        Integer tokensUsed,
        BigDecimal costUsd,
        KnowledgeBase knowledgeBase) {

    /** Who spoke; the constant's lower-case name is the value in PostgreSQL. */
    public enum Direction {
        INBOUND,
        OUTBOUND
    }
}
