package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A few days that a stream is about, and where event time is all the while: it begins with its newest events.
 *
 * @param begin no generated event is earlier
 */
record Epoch(long begin) {
    /** Of the stack's jobs. */
    static final long HORIZON_MILLIS = Duration.ofDays(7).toMillis();

    private static final long DISORDER_MILLIS = Duration.ofMinutes(1).toMillis();

    /** Event time goes on by itself in silence, as long as the wall clock does; no epoch lasts longer than this. */
    private static final long SILENCE_MILLIS = Duration.ofHours(1).toMillis();

    /** Every conversation that may be over is so by then. */
    private static final long AFTER_LAST_MILLIS = Duration.ofHours(2).toMillis();

    /** How long an epoch is. */
    static final long LENGTH_MILLIS = GeneratedEvents.SPAN.toMillis() + AFTER_LAST_MILLIS;

    long newest() {
        return begin + LENGTH_MILLIS;
    }

    /** Event time once its newest event has been read from every partition. */
    long eventTime() {
        return newest() - DISORDER_MILLIS;
    }

    /** What is certain whenever a record is read. */
    EventTimes times() {
        return new EventTimes(eventTime() - HORIZON_MILLIS, eventTime() - HORIZON_MILLIS + SILENCE_MILLIS, newest());
    }

    /** What is certain while event time stands still. */
    EventTimes exactTimes() {
        return new EventTimes(eventTime() - HORIZON_MILLIS, eventTime() - HORIZON_MILLIS, newest());
    }

    /** Hard events of these days. */
    List<BotEvent> events(long seed, int conversations) {
        return GeneratedEvents.events(seed, conversations).stream()
                .map(event -> GeneratedEvents.at(event, event.occurredAt() - GeneratedEvents.BEGIN + begin))
                .toList();
    }

    /** A short conversation at the very end of these days, for each of so many numbers. */
    List<BotEvent> opening(int number) {
        List<BotEvent> opening = new ArrayList<>();
        opening.add(event(EventType.MESSAGE_RECEIVED, number, newest() - 1));
        opening.add(event(EventType.CONVERSATION_ENDED, number, newest()));
        return opening;
    }

    /** A message alone in its conversation. */
    BotEvent single(int number, long at) {
        return event(EventType.MESSAGE_RECEIVED, number, at);
    }

    private BotEvent event(EventType type, int number, long at) {
        boolean message = type == EventType.MESSAGE_RECEIVED;
        return new BotEvent(
                type,
                new UUID(begin, at),
                at,
                new UUID(9, number % 2),
                new UUID(10, number),
                new UUID(begin, number),
                "+27820000000",
                message ? "hello" : null,
                0,
                BotEvent.ABSENT,
                null,
                0,
                0,
                null,
                message ? null : ResolutionStatus.RESOLVED,
                BotEvent.ABSENT);
    }
}
