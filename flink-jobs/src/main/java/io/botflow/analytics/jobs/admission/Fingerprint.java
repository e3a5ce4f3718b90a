package io.botflow.analytics.jobs.admission;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Hash64;
import java.util.UUID;

/** A hash of all that counts in an event: two events of one id with different ones are in conflict. */
public final class Fingerprint {
    private Fingerprint() {}

    public static long of(BotEvent event) {
        long hash = event.type().ordinal();
        hash = Hash64.combine(hash, event.occurredAt());
        if (event.type().isOfConversation()) {
            hash = combine(hash, event.botId());
            hash = Hash64.combine(hash, Hash64.of(event.customerPhone()));
        }
        hash = Hash64.combine(hash, event.textHash());
        hash = Hash64.combine(hash, event.responseTimeMillis());
        hash = Hash64.combine(hash, positionOf(event.outcome()));
        hash = Hash64.combine(hash, event.tokensUsed());
        hash = Hash64.combine(hash, event.costNanos());
        hash = Hash64.combine(hash, positionOf(event.knowledgeBase()));
        hash = Hash64.combine(hash, positionOf(event.resolutionStatus()));
        hash = Hash64.combine(hash, event.rating());
        return Hash64.mix(hash);
    }

    private static long combine(long hash, UUID id) {
        return Hash64.combine(Hash64.combine(hash, id.getMostSignificantBits()), id.getLeastSignificantBits());
    }

    private static int positionOf(Enum<?> constant) {
        return constant == null ? -1 : constant.ordinal();
    }
}
