package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.conversation.track.Conversation;
import io.botflow.analytics.jobs.conversation.track.Moment;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A {@link Conversation} as it is looked on: whether it is active, what clients were told of its status, and which of
 * its messages wait for each other. Knows no Flink. Not safe for threads.
 */
final class LiveConversation {
    /** So long after its latest message an open conversation is active. */
    static final Duration ACTIVE = Duration.ofMinutes(5);
    /** Events further behind event time count but are not shown. */
    static final Duration SHOWN = Duration.ofMinutes(60);

    static final long NONE = Long.MIN_VALUE;

    Conversation conversation = new Conversation();
    Dialogue dialogue = new Dialogue();
    /** The latest message, null before the first. */
    Moment latestMessage;

    UUID latestMessageBot;
    /** The bot for which the conversation is counted as active; null if it is not. */
    UUID activeFor;
    /** The status that clients were told last; null if none. */
    Status told;
    /** When the operator's timer is set for, {@link #NONE} if it is not set. */
    long timerAt = NONE;

    boolean contains(UUID eventId) {
        return conversation.contains(eventId);
    }

    /**
     * Takes in an event that is not there yet.
     *
     * @param eventTime event time of the stream, {@link #NONE} before the first
     */
    void add(BotEvent event, long eventTime, LiveFacts facts, Consumer<RedisWrite.Frame> frames) {
        boolean isMessage = event.type() == EventType.MESSAGE_RECEIVED || event.type() == EventType.MESSAGE_SENT;
        conversation.add(event, eventTime, facts);
        if (isMessage) {
            Moment moment = Moment.of(event);
            if (latestMessage == null || latestMessage.isBefore(moment)) {
                latestMessage = moment;
                latestMessageBot = event.botId();
            }
        }
        countActive(event.organizationId(), eventTime, facts);
        if (eventTime != NONE && event.occurredAt() < eventTime - SHOWN.toMillis()) {
            return;
        }
        if (conversation.hasStarted()) {
            tell(event.organizationId(), event.conversationId(), event.occurredAt(), frames);
        }
        if (isMessage) {
            dialogue.forgetBefore(eventTime);
            Dialogue.Exchange exchange =
                    event.type() == EventType.MESSAGE_RECEIVED ? dialogue.ask(event) : dialogue.answer(event);
            frames.accept(Frames.message(event, exchange, status()));
        }
    }

    /** Does what event time alone brings: an idle end, the end of activity, forgetting texts. */
    void advance(
            UUID organizationId,
            UUID conversationId,
            long eventTime,
            LiveFacts facts,
            Consumer<RedisWrite.Frame> frames) {
        boolean ended = conversation.endIfIdle(organizationId, eventTime, facts);
        countActive(organizationId, eventTime, facts);
        dialogue.forgetBefore(eventTime);
        // Who was never told that it began need not hear that it ended.
        if (ended && told != null) {
            tell(organizationId, conversationId, eventTime, frames);
        }
    }

    /** The event time at which {@link #advance} or settling is due if no event comes. */
    long nextDeadline(long horizonMillis) {
        long deadline = Math.min(conversation.nextDeadline(horizonMillis), dialogue.nextDeadline());
        return activeFor == null ? deadline : Math.min(deadline, activeUntil());
    }

    /** Whether no event can belong to it any more. */
    boolean isSettled(long eventTime, long horizonMillis) {
        return conversation.isSettled(eventTime, horizonMillis);
    }

    private void countActive(UUID organizationId, long eventTime, LiveFacts facts) {
        UUID now = isActive(eventTime) ? latestMessageBot : null;
        if (Objects.equals(now, activeFor)) {
            return;
        }
        if (activeFor != null) {
            facts.activeNow(organizationId, activeFor, latestMessage.at(), -1);
        }
        if (now != null) {
            facts.activeNow(organizationId, now, latestMessage.at(), 1);
        }
        activeFor = now;
    }

    private boolean isActive(long eventTime) {
        return latestMessage != null && status() == Status.ACTIVE && activeUntil() > eventTime;
    }

    private long activeUntil() {
        return latestMessage.at() + ACTIVE.toMillis();
    }

    private Status status() {
        return Status.of(conversation.resolutionStatus());
    }

    private void tell(UUID organizationId, UUID conversationId, long at, Consumer<RedisWrite.Frame> frames) {
        Status status = status();
        if (status == told) {
            return;
        }
        told = status;
        Long endedAt = conversation.endedAt();
        frames.accept(Frames.status(
                organizationId, conversationId, conversation.botId(), status, endedAt == null ? at : endedAt));
    }
}
