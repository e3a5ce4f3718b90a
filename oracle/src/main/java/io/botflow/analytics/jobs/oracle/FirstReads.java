package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The distinct events of a stream, the first read of each, and how many reads were repetitions.
 *
 * @param conflicts duplicates whose content differs from the first read; each is among the duplicates too
 */
public record FirstReads(List<BotEvent> events, long duplicates, long conflicts) {

    private record Identity(UUID organizationId, UUID conversationId, UUID eventId) {}

    /** Reads the events in arrival order. */
    public static FirstReads of(Collection<BotEvent> inArrivalOrder) {
        Map<Identity, BotEvent> first = new LinkedHashMap<>();
        long duplicates = 0;
        long conflicts = 0;
        for (BotEvent event : inArrivalOrder) {
            var identity = new Identity(event.organizationId(), event.conversationId(), event.eventId());
            BotEvent known = first.putIfAbsent(identity, event);
            if (known != null) {
                duplicates++;
                if (!known.equals(event)) {
                    conflicts++;
                }
            }
        }
        return new FirstReads(List.copyOf(first.values()), duplicates, conflicts);
    }
}
