package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.admission.EventIds;
import io.botflow.analytics.jobs.admission.Fingerprint;
import io.botflow.analytics.jobs.conversation.rollup.Facts;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import io.botflow.analytics.schemas.figures.Money;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One part of a conversation, from its first event to a lateness horizon behind its newest: what its events say, in
 * whatever order they come.
 *
 * <p>The heart of it is {@link #add}: start, end, escalations and ratings count for the conversation's bot at their own
 * times, and each further event may change any of them. What it changes is taken back and counted again, so that the
 * facts counted are always those of the set of events seen so far. Knows no Flink. Not safe for threads.
 */
public final class Conversation {
    /** So long after its last event a conversation without an explicit end has ended. */
    public static final Duration IDLE_AFTER = Duration.ofMinutes(30);

    static final long NONE = Long.MIN_VALUE;
    private static final ResolutionStatus[] STATUSES = ResolutionStatus.values();

    EventIds eventIds = new EventIds();
    /** Earliest event except a rating, null if there are ratings only. */
    Origin origin;
    /** Earliest rating, null if there is none. */
    Origin ratingOrigin;
    /** Time of the newest event. */
    long newestAt = NONE;
    /** Time of the newest event except a rating. */
    long lastActivityAt = NONE;

    long lastMessageAt = NONE;
    Latest lastEnd;
    Latest lastRating;
    /** Whether the end for want of activity is counted. */
    boolean idleEnded;
    /** Each UTC day's first message with each bot. */
    List<DayFirst> activeDays = new ArrayList<>(1);
    /** Each UTC day's first escalation. */
    List<DayFirst> escalatedDays = new ArrayList<>(0);
    /** Every rating. */
    List<Rating> ratings = new ArrayList<>(0);

    ResponseTimes responseTimes = new ResponseTimes();
    long received;
    long sent;
    long successes;
    long failures;
    long fallbacks;
    long knowledgeBaseHits;
    long knowledgeBaseMisses;
    long tokens;
    long costWhole;
    long costNanos;
    /** When the operator's timer is set for, {@link #NONE} if it is not set. */
    long timerAt = NONE;

    /** @param at milliseconds since the epoch */
    record Rating(long at, int value) {}

    /** How the conversation ended, as far as is known. */
    private record End(long at, ResolutionStatus status) {}

    public boolean contains(UUID eventId) {
        return eventIds.contains(eventId);
    }

    /** Whether an event that {@link #contains} is in conflict with the one that was read first. */
    boolean isConflict(BotEvent event) {
        return !eventIds.hasContent(event.eventId(), Fingerprint.of(event));
    }

    /**
     * Takes in an event that is not there yet.
     *
     * @param eventTime event time of the stream
     */
    public void add(BotEvent event, long eventTime, Facts facts) {
        eventIds.add(event.eventId(), Fingerprint.of(event));
        UUID organizationId = event.organizationId();
        Origin ownerBefore = owner();
        Long startBefore = startedAt();
        End endBefore = end();
        boolean ownerChanges = ownerBefore != null
                && !Objects.equals(ownerBefore.botId(), ownerWith(event).botId());
        if (ownerChanges) {
            countDerived(organizationId, ownerBefore.botId(), -1, facts);
        }

        newestAt = Math.max(newestAt, event.occurredAt());
        if (event.type() == EventType.CONVERSATION_RATED) {
            ratingOrigin = Origin.earlier(ratingOrigin, Origin.of(event));
            lastRating = Latest.later(lastRating, Latest.of(event, event.rating()));
            ratings.add(new Rating(event.occurredAt(), event.rating()));
        } else {
            origin = Origin.earlier(origin, Origin.of(event));
            lastActivityAt = Math.max(lastActivityAt, event.occurredAt());
        }
        UUID botId = owner().botId();
        switch (event.type()) {
            case MESSAGE_RECEIVED, MESSAGE_SENT -> addMessage(event, facts);
            case CONVERSATION_ENDED ->
                lastEnd = Latest.later(
                        lastEnd, Latest.of(event, event.resolutionStatus().ordinal()));
            case CONVERSATION_ESCALATED -> addEscalation(event, botId, ownerChanges, facts);
            case CONVERSATION_RATED -> {
                if (!ownerChanges) {
                    facts.rated(organizationId, botId, event.occurredAt(), event.rating(), 1);
                }
            }
            case CONVERSATION_STARTED, API_CALLED, WEBHOOK_RECEIVED -> {}
        }
        // Takes back an idle end that activity has overtaken, and ends at once what is past its idle end already.
        idleEnded = isIdle(eventTime);

        if (ownerChanges) {
            countDerived(organizationId, botId, 1, facts);
        } else {
            recount(organizationId, botId, startBefore, endBefore, facts);
        }
    }

    /** Ends the conversation for want of activity, if event time says so; true if that changed it. */
    public boolean endIfIdle(UUID organizationId, long eventTime, Facts facts) {
        if (idleEnded || !isIdle(eventTime)) {
            return false;
        }
        idleEnded = true;
        countEnd(organizationId, owner().botId(), end(), 1, facts);
        return true;
    }

    /** The event time at which something is to be done next if no event comes: an idle end, or settling. */
    public long nextDeadline(long horizonMillis) {
        boolean open = origin != null && lastEnd == null && !idleEnded;
        return open ? lastActivityAt + IDLE_AFTER.toMillis() : newestAt + horizonMillis + 1;
    }

    /** Whether no event can belong to this part any more. */
    public boolean isSettled(long eventTime, long horizonMillis) {
        return eventTime - horizonMillis > newestAt;
    }

    /** Tells that what this part counted will not be taken back any more. */
    void settle(UUID organizationId, Facts facts) {
        UUID botId = owner().botId();
        End end = end();
        if (end != null) {
            facts.endSettled(organizationId, botId, end.at);
        }
        for (Rating rating : ratings) {
            facts.ratingSettled(organizationId, botId, rating.at);
        }
    }

    /** The conversation's bot; null before its first event. */
    public UUID botId() {
        Origin owner = owner();
        return owner == null ? null : owner.botId();
    }

    /** Whether more is known than ratings. */
    public boolean hasStarted() {
        return origin != null;
    }

    /** How it ended; null while it is open. */
    public ResolutionStatus resolutionStatus() {
        End end = end();
        return end == null ? null : end.status;
    }

    /** When it ended, milliseconds since the epoch; null while it is open. */
    public Long endedAt() {
        End end = end();
        return end == null ? null : end.at;
    }

    /** The row of this part; null if there are ratings only. */
    public ConversationMetricsRow row(UUID organizationId, UUID conversationId) {
        if (origin == null) {
            return null;
        }
        End end = end();
        return new ConversationMetricsRow(
                organizationId,
                conversationId,
                origin.botId(),
                origin.customerPhone(),
                origin.moment().at(),
                end == null ? null : end.at,
                end == null ? null : durationSeconds(end),
                received + sent,
                received,
                sent,
                responseTimes.average(),
                responseTimes.percentile(50),
                responseTimes.percentile(95),
                responseTimes.percentile(99),
                responseTimes.slowest(),
                successes,
                failures,
                fallbacks,
                !escalatedDays.isEmpty(),
                knowledgeBaseHits,
                knowledgeBaseMisses,
                tokens,
                Money.written(Money.exact(costWhole, costNanos)),
                end == null ? null : end.status,
                lastRating == null ? null : lastRating.value(),
                lastMessageAt == NONE ? null : lastMessageAt,
                newestAt,
                eventIds.size());
    }

    private void addMessage(BotEvent message, Facts facts) {
        facts.message(message);
        lastMessageAt = Math.max(lastMessageAt, message.occurredAt());
        addActiveDay(message, facts);
        if (message.type() == EventType.MESSAGE_RECEIVED) {
            received++;
            return;
        }
        sent++;
        switch (message.outcome()) {
            case SUCCESS -> successes++;
            case FAILURE -> failures++;
            case FALLBACK -> fallbacks++;
        }
        if (message.responseTimeMillis() != BotEvent.ABSENT) {
            responseTimes.add(message.responseTimeMillis());
        }
        if (message.knowledgeBase() == KnowledgeBase.HIT) {
            knowledgeBaseHits++;
        } else if (message.knowledgeBase() == KnowledgeBase.MISS) {
            knowledgeBaseMisses++;
        }
        tokens += message.tokensUsed();
        costWhole += message.costNanos() / Money.NANOS;
        costNanos += message.costNanos() % Money.NANOS;
    }

    /** A message counts for the bot it names, whoever owns the conversation. */
    private void addActiveDay(BotEvent message, Facts facts) {
        long before = addFirst(activeDays, message.botId(), message.botId(), message.occurredAt());
        if (before == message.occurredAt()) {
            return;
        }
        if (before != NONE) {
            facts.active(message.organizationId(), message.botId(), before, -1);
        }
        facts.active(message.organizationId(), message.botId(), message.occurredAt(), 1);
    }

    private void addEscalation(BotEvent event, UUID botId, boolean countedLater, Facts facts) {
        long before = addFirst(escalatedDays, null, botId, event.occurredAt());
        if (countedLater || before == event.occurredAt()) {
            return;
        }
        if (before != NONE) {
            facts.escalated(event.organizationId(), botId, before, -1);
        }
        facts.escalated(event.organizationId(), botId, event.occurredAt(), 1);
    }

    /**
     * Takes a time in where it is the day's first.
     *
     * @param storedBotId the bot to tell days apart by, or null
     * @return the first time that it took the place of; {@link #NONE} if there was none; the time itself if it is not
     *     the first
     */
    private static long addFirst(List<DayFirst> firsts, UUID storedBotId, UUID botId, long at) {
        for (int i = 0; i < firsts.size(); i++) {
            DayFirst first = firsts.get(i);
            if (first.isSameDay(botId, at)) {
                if (at >= first.at()) {
                    return at;
                }
                firsts.set(i, new DayFirst(storedBotId, at));
                return first.at();
            }
        }
        firsts.add(new DayFirst(storedBotId, at));
        return NONE;
    }

    /** Counts what an event changed, where the conversation's bot stayed the same. */
    private void recount(UUID organizationId, UUID botId, Long startBefore, End endBefore, Facts facts) {
        Long start = startedAt();
        End end = end();
        boolean startChanged = !Objects.equals(start, startBefore);
        if (startChanged) {
            if (startBefore != null) {
                facts.started(organizationId, botId, startBefore, -1);
            }
            facts.started(organizationId, botId, start, 1);
        }
        if (startChanged || !Objects.equals(end, endBefore)) {
            if (endBefore != null) {
                facts.ended(organizationId, botId, endBefore.at, durationSeconds(startBefore, endBefore), -1);
            }
            countEnd(organizationId, botId, end, 1, facts);
        }
    }

    /** Counts, or with sign −1 takes back, all that counts for the conversation's bot. */
    private void countDerived(UUID organizationId, UUID botId, int sign, Facts facts) {
        if (origin != null) {
            facts.started(organizationId, botId, origin.moment().at(), sign);
        }
        countEnd(organizationId, botId, end(), sign, facts);
        for (DayFirst escalation : escalatedDays) {
            facts.escalated(organizationId, botId, escalation.at(), sign);
        }
        for (Rating rating : ratings) {
            facts.rated(organizationId, botId, rating.at, rating.value, sign);
        }
    }

    private void countEnd(UUID organizationId, UUID botId, End end, int sign, Facts facts) {
        if (end != null) {
            facts.ended(organizationId, botId, end.at, durationSeconds(end), sign);
        }
    }

    /** The event whose bot and customer are the conversation's: the earliest except a rating, else the earliest. */
    private Origin owner() {
        return origin != null ? origin : ratingOrigin;
    }

    private Origin ownerWith(BotEvent event) {
        Origin candidate = Origin.of(event);
        if (event.type() == EventType.CONVERSATION_RATED) {
            return origin != null ? origin : Origin.earlier(ratingOrigin, candidate);
        }
        return Origin.earlier(origin, candidate);
    }

    private Long startedAt() {
        return origin == null ? null : origin.moment().at();
    }

    private End end() {
        if (lastEnd != null) {
            return new End(lastEnd.moment().at(), STATUSES[lastEnd.value()]);
        }
        if (!idleEnded) {
            return null;
        }
        return new End(
                lastActivityAt, escalatedDays.isEmpty() ? ResolutionStatus.UNRESOLVED : ResolutionStatus.ESCALATED);
    }

    private boolean isIdle(long eventTime) {
        return origin != null && lastEnd == null && lastActivityAt + IDLE_AFTER.toMillis() <= eventTime;
    }

    private long durationSeconds(End end) {
        return durationSeconds(origin.moment().at(), end);
    }

    private static long durationSeconds(long startedAt, End end) {
        return (end.at - startedAt) / 1000;
    }
}
