package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.event.BotEvent;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * The endless records of one producer, decided by a seed: hard events in any order over days, some again and again and
 * in other partitions, some contested by a copy that says otherwise, with records between them that are none.
 */
final class RecordStream implements Iterator<RecordStream.Outgoing> {
    /** Bounds what is generated ahead, and still lets conversations last over several faults. */
    private static final int WAVE_RECORDS = 100_000;

    /** Messages of a generated conversation, redeliveries included, as counted over many seeds. */
    private static final int RECORDS_PER_CONVERSATION = 17;

    private static final int FEWEST_CONVERSATIONS = 20;

    /** Partitions that a topic has from the beginning. */
    private static final int FIRST_PARTITIONS = 4;

    private static final int ONE_IN_CONTESTED = 100;
    private static final int ONE_IN_BAD = 100;

    private final Random random;
    private final int conversations;
    private final Queue<Outgoing> next = new ArrayDeque<>();
    private final Set<BotEvent> sent = Collections.newSetFromMap(new IdentityHashMap<>());
    private Iterator<BotEvent> arrivals = Collections.emptyIterator();

    /** @param records how many will be asked for, about */
    RecordStream(long seed, long records) {
        random = new Random(seed);
        conversations =
                (int) Math.max(FEWEST_CONVERSATIONS, Math.min(records, WAVE_RECORDS) / RECORDS_PER_CONVERSATION);
    }

    /**
     * A record to be sent.
     *
     * @param partition null where the key decides
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outgoing(Integer partition, String key, byte[] value) {}

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Outgoing next() {
        if (next.isEmpty()) {
            add(nextArrival());
        }
        return next.remove();
    }

    private BotEvent nextArrival() {
        if (!arrivals.hasNext()) {
            List<BotEvent> events = GeneratedEvents.events(random.nextLong(), conversations);
            sent.clear();
            arrivals = GeneratedEvents.shuffledWithRedeliveries(events, random).iterator();
        }
        return arrivals.next();
    }

    private void add(BotEvent event) {
        if (random.nextInt(ONE_IN_BAD) == 0) {
            BadRecord bad = BadRecord.values()[random.nextInt(BadRecord.values().length)];
            next.add(new Outgoing(null, key(event), bad.of(event, random)));
        }
        boolean isFirst = sent.add(event);
        if (Math.floorMod(event.eventId().hashCode(), ONE_IN_CONTESTED) == 0) {
            // The order within one partition decides which of two contents was read first.
            int partition = Math.floorMod(event.organizationId().hashCode(), FIRST_PARTITIONS);
            next.add(new Outgoing(partition, key(event), json(event)));
            next.add(new Outgoing(partition, key(event), json(contesting(event))));
        } else if (!isFirst && random.nextBoolean()) {
            next.add(new Outgoing(null, new UUID(random.nextLong(), random.nextLong()).toString(), json(event)));
        } else {
            next.add(new Outgoing(null, key(event), json(event)));
        }
    }

    private byte[] json(BotEvent event) {
        return random.nextInt(4) == 0 ? EventJson.lenient(event, random) : EventJson.plain(event);
    }

    private static String key(BotEvent event) {
        return (event.conversationId() == null ? event.organizationId() : event.conversationId()).toString();
    }

    /** The same event by its id, a millisecond later. */
    private static BotEvent contesting(BotEvent event) {
        return GeneratedEvents.at(event, event.occurredAt() + 1);
    }
}
