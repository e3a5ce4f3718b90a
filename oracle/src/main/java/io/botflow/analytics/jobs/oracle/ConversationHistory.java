package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All events of one conversation, in order, and what they say about it. */
final class ConversationHistory {
    private static final long IDLE_MILLIS = Duration.ofMinutes(30).toMillis();

    /** By time, then by id as text: Java compares the halves of a UUID as signed numbers. */
    private static final Comparator<BotEvent> ORDER = Comparator.comparingLong(BotEvent::occurredAt)
            .thenComparing(event -> event.eventId().toString());

    record End(long at, ResolutionStatus status) {}

    private final List<BotEvent> all;
    private final List<BotEvent> activity;

    ConversationHistory(List<BotEvent> events) {
        all = events.stream().sorted(ORDER).toList();
        activity = all.stream()
                .filter(event -> event.type() != EventType.CONVERSATION_RATED)
                .toList();
    }

    boolean hasOnlyRatings() {
        return activity.isEmpty();
    }

    UUID organizationId() {
        return all.get(0).organizationId();
    }

    /** The event that decides the conversation's bot and customer. */
    private BotEvent opening() {
        return hasOnlyRatings() ? all.get(0) : activity.get(0);
    }

    UUID botId() {
        return opening().botId();
    }

    long startedAt() {
        return activity.get(0).occurredAt();
    }

    List<BotEvent> ofType(EventType type) {
        return all.stream().filter(event -> event.type() == type).toList();
    }

    List<BotEvent> messages() {
        return all.stream().filter(ConversationHistory::isMessage).toList();
    }

    static boolean isMessage(BotEvent event) {
        return event.type() == EventType.MESSAGE_RECEIVED || event.type() == EventType.MESSAGE_SENT;
    }

    Optional<End> end(long eventTime) {
        List<BotEvent> ends = ofType(EventType.CONVERSATION_ENDED);
        if (!ends.isEmpty()) {
            BotEvent latest = ends.get(ends.size() - 1);
            return Optional.of(new End(latest.occurredAt(), latest.resolutionStatus()));
        }
        long lastActivity = activity.get(activity.size() - 1).occurredAt();
        if (eventTime < lastActivity + IDLE_MILLIS) {
            return Optional.empty();
        }
        boolean escalated = !ofType(EventType.CONVERSATION_ESCALATED).isEmpty();
        return Optional.of(new End(lastActivity, escalated ? ResolutionStatus.ESCALATED : ResolutionStatus.UNRESOLVED));
    }

    long durationSeconds(End end) {
        return (end.at() - startedAt()) / 1000;
    }

    ConversationMetricsRow row(long eventTime) {
        Optional<End> end = end(eventTime);
        List<BotEvent> messages = messages();
        List<BotEvent> sent = ofType(EventType.MESSAGE_SENT);
        List<BotEvent> ratings = ofType(EventType.CONVERSATION_RATED);
        List<Integer> times = sent.stream()
                .map(BotEvent::responseTimeMillis)
                .filter(millis -> millis != BotEvent.ABSENT)
                .sorted()
                .toList();
        BigDecimal cost = sent.stream()
                .map(event -> BigDecimal.valueOf(event.costNanos(), 9))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new ConversationMetricsRow(
                organizationId(),
                opening().conversationId(),
                botId(),
                opening().customerPhone(),
                startedAt(),
                end.map(End::at).orElse(null),
                end.map(this::durationSeconds).orElse(null),
                messages.size(),
                messages.size() - sent.size(),
                sent.size(),
                times.isEmpty() ? null : average(times),
                times.isEmpty() ? null : OrderStatistics.interpolated(times, 50),
                times.isEmpty() ? null : OrderStatistics.interpolated(times, 95),
                times.isEmpty() ? null : OrderStatistics.interpolated(times, 99),
                times.isEmpty() ? null : Long.valueOf(times.get(times.size() - 1)),
                with(sent, Outcome.SUCCESS),
                with(sent, Outcome.FAILURE),
                with(sent, Outcome.FALLBACK),
                !ofType(EventType.CONVERSATION_ESCALATED).isEmpty(),
                with(sent, KnowledgeBase.HIT),
                with(sent, KnowledgeBase.MISS),
                sent.stream().mapToLong(BotEvent::tokensUsed).sum(),
                cost.setScale(6, RoundingMode.HALF_UP),
                end.map(End::status).orElse(null),
                ratings.isEmpty() ? null : ratings.get(ratings.size() - 1).rating(),
                messages.isEmpty() ? null : messages.get(messages.size() - 1).occurredAt(),
                all.get(all.size() - 1).occurredAt(),
                all.size());
    }

    private static long average(List<Integer> times) {
        BigDecimal sum =
                BigDecimal.valueOf(times.stream().mapToLong(Integer::longValue).sum());
        return BotFigures.ratio(sum, times.size(), 0).longValueExact();
    }

    private static long with(List<BotEvent> sent, Outcome outcome) {
        return sent.stream().filter(event -> event.outcome() == outcome).count();
    }

    private static long with(List<BotEvent> sent, KnowledgeBase answer) {
        return sent.stream().filter(event -> event.knowledgeBase() == answer).count();
    }
}
