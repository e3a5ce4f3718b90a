package io.botflow.analytics.local;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Sends the events of conversations, one after the other, and remembers them in the order in which they were sent. */
public final class LiveEvents implements AutoCloseable {
    /** Enough for some to fall into each partition. */
    private static final int PARTITION_KEYS = 64;

    private static final int RESPONSE_MILLIS = 900;
    private static final int TOKENS = 120;

    private final EventProducer producer;
    private final List<BotEvent> sent = new ArrayList<>();

    public LiveEvents(StackSettings settings) {
        producer = EventProducer.to(settings.bootstrapServers(), 0);
    }

    public BotEvent question(Bot bot, UUID conversationId, String phone, String text, Instant at) {
        return send(event(EventType.MESSAGE_RECEIVED, bot, conversationId, phone, text, at, null, null));
    }

    public BotEvent answer(Bot bot, UUID conversationId, String phone, String text, Instant at) {
        return send(event(EventType.MESSAGE_SENT, bot, conversationId, phone, text, at, Outcome.SUCCESS, null));
    }

    BotEvent end(Bot bot, UUID conversationId, String phone, ResolutionStatus status, Instant at) {
        return send(event(EventType.CONVERSATION_ENDED, bot, conversationId, phone, null, at, null, status));
    }

    /** Moves event time, on every partition. */
    public void moveTime(UUID organizationId, Instant to) {
        IntStream.range(0, PARTITION_KEYS).forEach(i -> {
            BotEvent event = GeneratedEvents.apiCalled(UUID.randomUUID(), to.toEpochMilli(), organizationId);
            producer.send("partition-" + i, EventJson.plain(event));
            sent.add(event);
        });
        producer.flush();
    }

    /** All that was sent so far. */
    List<BotEvent> sent() {
        return List.copyOf(sent);
    }

    static long messages(Collection<BotEvent> events) {
        return events.stream().filter(event -> event.text() != null).count();
    }

    private BotEvent send(BotEvent event) {
        producer.send(event.conversationId().toString(), EventJson.plain(event));
        producer.flush();
        sent.add(event);
        return event;
    }

    private static BotEvent event(
            EventType type,
            Bot bot,
            UUID conversationId,
            String phone,
            String text,
            Instant at,
            Outcome outcome,
            ResolutionStatus status) {
        boolean isAnswer = outcome != null;
        return new BotEvent(
                type,
                UUID.randomUUID(),
                at.toEpochMilli(),
                bot.organizationId(),
                bot.id(),
                conversationId,
                phone,
                text,
                0,
                isAnswer ? RESPONSE_MILLIS : BotEvent.ABSENT,
                outcome,
                isAnswer ? TOKENS : 0,
                0,
                null,
                status,
                BotEvent.ABSENT);
    }

    @Override
    public void close() {
        producer.close();
    }
}
