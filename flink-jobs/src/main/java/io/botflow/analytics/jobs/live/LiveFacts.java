package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.conversation.rollup.Facts;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Combines, of the facts that events make, those that live figures are made of. Not safe for threads. */
final class LiveFacts implements Facts {
    private static final long MINUTE_MILLIS = 60_000;

    private final Map<Key, Sums> combined = new HashMap<>();

    private record Key(UUID organizationId, UUID botId, long minute) {}

    private static final class Sums {
        private final RollingFigures messages = new RollingFigures();
        private long started;
        private long active;
    }

    @Override
    public void message(BotEvent message) {
        sums(message.organizationId(), message.botId(), message.occurredAt())
                .messages
                .addMessage(message);
    }

    @Override
    public void started(UUID organizationId, UUID botId, long at, int sign) {
        sums(organizationId, botId, at).started += sign;
    }

    /**
     * A conversation is active now, or not any more: sign −1.
     *
     * @param at when its latest message was, milliseconds since the epoch
     */
    void activeNow(UUID organizationId, UUID botId, long at, int sign) {
        sums(organizationId, botId, at).active += sign;
    }

    @Override
    public void organizationEvent(BotEvent event) {}

    @Override
    public void active(UUID organizationId, UUID botId, long at, int sign) {}

    @Override
    public void ended(UUID organizationId, UUID botId, long at, long durationSeconds, int sign) {}

    @Override
    public void escalated(UUID organizationId, UUID botId, long at, int sign) {}

    @Override
    public void rated(UUID organizationId, UUID botId, long at, int rating, int sign) {}

    @Override
    public void endSettled(UUID organizationId, UUID botId, long at) {}

    @Override
    public void ratingSettled(UUID organizationId, UUID botId, long at) {}

    /** How many changes are combined. */
    int size() {
        return combined.size();
    }

    /** Hands out all that was combined and forgets it; what came to nothing is left out. */
    void drain(Consumer<LiveChange> changes) {
        combined.forEach((key, sums) -> {
            if (sums.messages.messages() > 0 || sums.started != 0 || sums.active != 0) {
                changes.accept(new LiveChange(
                        key.organizationId, key.botId, key.minute, sums.messages, sums.started, sums.active));
            }
        });
        combined.clear();
    }

    private Sums sums(UUID organizationId, UUID botId, long at) {
        return combined.computeIfAbsent(
                new Key(organizationId, botId, Math.floorDiv(at, MINUTE_MILLIS)), key -> new Sums());
    }
}
