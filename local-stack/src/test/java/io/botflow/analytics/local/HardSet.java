package io.botflow.analytics.local;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A generated hard set: shuffled over days, redelivered, and closed by events that end every conversation.
 *
 * @param arrivals in the order in which they are sent
 */
public record HardSet(List<BotEvent> arrivals, Random random) {
    /** Enough for some to fall into each partition. */
    private static final int CLOSING_EVENTS = 64;

    /** The set that a seed decides. */
    public static HardSet of(long seed, int conversations) {
        Random random = new Random(seed);
        List<BotEvent> arrivals = new ArrayList<>(
                GeneratedEvents.shuffledWithRedeliveries(GeneratedEvents.events(seed, conversations), random));
        arrivals.addAll(closing());
        return new HardSet(List.copyOf(arrivals), random);
    }

    /** Sends some of the arrivals and waits until they are stored. */
    public void send(String bootstrapServers, int from, int to) {
        try (EventProducer producer = EventProducer.to(bootstrapServers, 0)) {
            for (BotEvent event : arrivals.subList(from, to)) {
                // One partition keeps the order that decides which of two contents was read first.
                UUID scope = event.conversationId() == null ? event.eventId() : event.conversationId();
                producer.send(event.organizationId() + "/" + scope, EventJson.lenient(event, random));
            }
            producer.flush();
        }
    }

    /** Events that push event time past every idle end. */
    private static List<BotEvent> closing() {
        long at = GeneratedEvents.BEGIN
                + GeneratedEvents.SPAN.plus(Duration.ofHours(2)).toMillis();
        return IntStream.range(0, CLOSING_EVENTS)
                .mapToObj(i -> GeneratedEvents.apiCalled(new UUID(7, i), at, new UUID(8, i)))
                .toList();
    }
}
