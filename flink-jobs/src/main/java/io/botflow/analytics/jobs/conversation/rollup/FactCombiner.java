package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Hash64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Combines facts per bot and minute and per organization and hour, so that each crosses the network once per flush and
 * not once per event. Not safe for threads.
 */
public final class FactCombiner implements Facts {
    private static final long MINUTE_MILLIS = 60_000;

    private final Map<MinuteKey, BotBucket> minutes = new HashMap<>();
    private final Map<OrganizationHour, OrganizationBucket> hours = new HashMap<>();

    private record MinuteKey(UUID organizationId, UUID botId, long minute) {}

    @Override
    public void message(BotEvent message) {
        minute(message.organizationId(), message.botId(), message.occurredAt()).addMessage(message);
        long userHash = message.type() == EventType.MESSAGE_RECEIVED ? Hash64.of(message.customerPhone()) : 0;
        hour(message.organizationId(), message.occurredAt()).addMessage(message, userHash);
    }

    @Override
    public void organizationEvent(BotEvent event) {
        hour(event.organizationId(), event.occurredAt())
                .add(
                        event.type() == EventType.API_CALLED
                                ? OrganizationCounter.API_CALLS
                                : OrganizationCounter.WEBHOOK_CALLS,
                        1);
    }

    @Override
    public void active(UUID organizationId, UUID botId, long at, int sign) {
        minute(organizationId, botId, at).add(BotCounter.ACTIVE, sign);
    }

    @Override
    public void started(UUID organizationId, UUID botId, long at, int sign) {
        minute(organizationId, botId, at).add(BotCounter.STARTED, sign);
        hour(organizationId, at).add(OrganizationCounter.CONVERSATIONS_STARTED, sign);
    }

    @Override
    public void ended(UUID organizationId, UUID botId, long at, long durationSeconds, int sign) {
        minute(organizationId, botId, at).addEnd(durationSeconds, sign);
        OrganizationBucket hour = hour(organizationId, at);
        hour.add(OrganizationCounter.CONVERSATIONS_ENDED, sign);
        hour.add(OrganizationCounter.RETRACTABLE, sign);
    }

    @Override
    public void escalated(UUID organizationId, UUID botId, long at, int sign) {
        minute(organizationId, botId, at).add(BotCounter.ESCALATED, sign);
    }

    @Override
    public void rated(UUID organizationId, UUID botId, long at, int rating, int sign) {
        BotBucket minute = minute(organizationId, botId, at);
        minute.add(BotCounter.RATINGS, sign);
        minute.add(BotCounter.RATING_SUM, (long) sign * rating);
        minute.add(BotCounter.RETRACTABLE, sign);
    }

    @Override
    public void endSettled(UUID organizationId, UUID botId, long at) {
        minute(organizationId, botId, at).add(BotCounter.RETRACTABLE, -1);
        hour(organizationId, at).add(OrganizationCounter.RETRACTABLE, -1);
    }

    @Override
    public void ratingSettled(UUID organizationId, UUID botId, long at) {
        minute(organizationId, botId, at).add(BotCounter.RETRACTABLE, -1);
    }

    /** How many buckets hold facts. */
    public int size() {
        return minutes.size() + hours.size();
    }

    /** Hands out all that was combined and forgets it; what came to nothing is left out. */
    public void drain(Consumer<BotMinute> toBots, Consumer<OrganizationFacts> toOrganizations) {
        minutes.forEach((key, facts) -> {
            if (!facts.isZero()) {
                toBots.accept(new BotMinute(key.organizationId, key.botId, key.minute, facts));
            }
        });
        minutes.clear();
        hours.forEach((hour, facts) -> {
            if (!facts.isZero()) {
                toOrganizations.accept(new OrganizationFacts(hour, facts));
            }
        });
        hours.clear();
    }

    private BotBucket minute(UUID organizationId, UUID botId, long at) {
        return minutes.computeIfAbsent(
                new MinuteKey(organizationId, botId, Math.floorDiv(at, MINUTE_MILLIS)), key -> new BotBucket());
    }

    private OrganizationBucket hour(UUID organizationId, long at) {
        return hours.computeIfAbsent(
                new OrganizationHour(organizationId, Math.floorDiv(at, OrganizationHour.MILLIS)),
                key -> new OrganizationBucket());
    }
}
