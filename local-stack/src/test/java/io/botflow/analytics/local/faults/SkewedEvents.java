package io.botflow.analytics.local.faults;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import java.util.Random;
import java.util.UUID;

/** Messages as unequally spread as they can be; most are of one organization. */
final class SkewedEvents {
    /** How many of a conversation have a response time; beyond 10 000 its percentiles are no longer exact. */
    private static final int ONE_RESPONSE_OF = 11;

    private static final UUID LARGE_ORGANIZATION = new UUID(11, 0);
    private static final int SMALL_ORGANIZATIONS = 20;
    private static final int BOTS = 5;
    private static final int CUSTOMERS = 5_000;

    private final Epoch epoch;
    private final Random random;

    SkewedEvents(Epoch epoch, Random random) {
        this.epoch = epoch;
        this.random = random;
    }

    /** Message of that number in the one conversation that all of them are in. */
    BotEvent ofOneConversation(int number) {
        return message(number, LARGE_ORGANIZATION, new UUID(12, 0));
    }

    /** Message of that number, alone in its conversation; nine of ten are of one organization. */
    BotEvent ofManyConversations(int number) {
        UUID organization =
                number % 10 > 0 ? LARGE_ORGANIZATION : new UUID(11, 1 + random.nextInt(SMALL_ORGANIZATIONS));
        return message(number, organization, new UUID(13, number));
    }

    private BotEvent message(int number, UUID organizationId, UUID conversationId) {
        boolean sent = number % ONE_RESPONSE_OF == 0;
        return new BotEvent(
                sent ? EventType.MESSAGE_SENT : EventType.MESSAGE_RECEIVED,
                new UUID(14, number),
                // Two hours before the end, so that every conversation is over.
                epoch.begin() + random.nextLong(Epoch.LENGTH_MILLIS - 2 * 3_600_000L),
                organizationId,
                new UUID(15, number % BOTS),
                conversationId,
                "+2782" + random.nextInt(CUSTOMERS),
                "message " + number,
                0,
                sent ? random.nextInt(10_000) : BotEvent.ABSENT,
                sent ? Outcome.SUCCESS : null,
                sent ? 100 : 0,
                sent ? 1_000_000 : 0,
                sent ? KnowledgeBase.HIT : null,
                null,
                BotEvent.ABSENT);
    }
}
