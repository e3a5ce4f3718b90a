package io.botflow.analytics.local;

import io.botflow.analytics.jobs.oracle.FirstReads;
import io.botflow.analytics.jobs.oracle.OrderStatistics;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Redis should hold, computed plainly from all events at once. */
final class LiveRecomputation {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Comparator<BotEvent> ORDER = Comparator.comparingLong(BotEvent::occurredAt)
            .thenComparing(event -> event.eventId().toString());

    private final List<BotEvent> events;

    /** Recomputes from the events in the order in which they were read, redeliveries included. */
    LiveRecomputation(Collection<BotEvent> arrivals) {
        events = FirstReads.of(arrivals).events();
    }

    /**
     * The counts of some messages.
     *
     * @param responseTimes sorted
     */
    record Counts(
            long messages, long successful, long failed, long fallback, long tokens, List<Integer> responseTimes) {
        /** Rounded half up; null without response times. */
        String average() {
            long sum = responseTimes.stream().mapToLong(Integer::longValue).sum();
            return responseTimes.isEmpty()
                    ? null
                    : BigDecimal.valueOf(sum)
                            .divide(BigDecimal.valueOf(responseTimes.size()), 0, RoundingMode.HALF_UP)
                            .toPlainString();
        }

        /** Null without outcomes. */
        BigDecimal successRate() {
            long outcomes = successful + failed + fallback;
            return outcomes == 0
                    ? null
                    : BigDecimal.valueOf(100 * successful)
                            .divide(BigDecimal.valueOf(outcomes), 2, RoundingMode.HALF_UP);
        }

        /** Whether a percentile is within one percent of the exact order statistics around its rank. */
        boolean admits(int percent, String millis) {
            return responseTimes.isEmpty()
                    ? millis == null
                    : millis != null
                            && OrderStatistics.around(responseTimes, percent).admits(Double.parseDouble(millis));
        }
    }

    /** The 60 minutes that end with the minute of a time, moved back by so many hours. */
    Counts hourUntil(Instant asOf, int hoursBack, Predicate<BotEvent> filter) {
        long end = Math.floorDiv(asOf.toEpochMilli(), MINUTE) * MINUTE + MINUTE - hoursBack * HOUR;
        return between(end - HOUR, end, filter);
    }

    /** An hour of the clock. */
    Counts hour(Instant begin, Predicate<BotEvent> filter) {
        return between(begin.toEpochMilli(), begin.toEpochMilli() + HOUR, filter);
    }

    private Counts between(long from, long to, Predicate<BotEvent> filter) {
        List<BotEvent> messages = messages(filter)
                .filter(event -> event.occurredAt() >= from && event.occurredAt() < to)
                .toList();
        return new Counts(
                messages.size(),
                with(messages, Outcome.SUCCESS),
                with(messages, Outcome.FAILURE),
                with(messages, Outcome.FALLBACK),
                messages.stream().mapToLong(BotEvent::tokensUsed).sum(),
                messages.stream()
                        .map(BotEvent::responseTimeMillis)
                        .filter(millis -> millis != BotEvent.ABSENT)
                        .sorted()
                        .toList());
    }

    /** Messages of each bot on a UTC day. */
    Map<String, Long> messagesOn(LocalDate date, UUID organizationId) {
        return messages(event -> event.organizationId().equals(organizationId))
                .filter(event -> day(event.occurredAt()).equals(date))
                .collect(Collectors.groupingBy(event -> event.botId().toString(), TreeMap::new, Collectors.counting()));
    }

    /** Conversations of each bot that started on a UTC day. */
    Map<String, Long> conversationsOn(LocalDate date, UUID organizationId) {
        return conversations(organizationId).stream()
                .map(conversation -> conversation.stream()
                        .filter(event -> event.type() != EventType.CONVERSATION_RATED)
                        .min(ORDER))
                .flatMap(Optional::stream)
                .filter(first -> day(first.occurredAt()).equals(date))
                .collect(Collectors.groupingBy(first -> first.botId().toString(), TreeMap::new, Collectors.counting()));
    }

    /** Conversations without an end that have a message in a range of times, both included. */
    long openWithMessage(UUID organizationId, Instant from, Instant to) {
        return conversations(organizationId).stream()
                .filter(conversation ->
                        conversation.stream().noneMatch(event -> event.type() == EventType.CONVERSATION_ENDED))
                .filter(conversation -> conversation.stream()
                        .anyMatch(event -> isMessage(event)
                                && event.occurredAt() >= from.toEpochMilli()
                                && event.occurredAt() <= to.toEpochMilli()))
                .count();
    }

    private List<List<BotEvent>> conversations(UUID organizationId) {
        return new ArrayList<>(events.stream()
                .filter(event -> event.organizationId().equals(organizationId)
                        && event.type().isOfConversation())
                .collect(Collectors.groupingBy(BotEvent::conversationId))
                .values());
    }

    private Stream<BotEvent> messages(Predicate<BotEvent> filter) {
        return events.stream().filter(LiveRecomputation::isMessage).filter(filter);
    }

    private static long with(List<BotEvent> messages, Outcome outcome) {
        return messages.stream().filter(event -> event.outcome() == outcome).count();
    }

    private static boolean isMessage(BotEvent event) {
        return event.type() == EventType.MESSAGE_RECEIVED || event.type() == EventType.MESSAGE_SENT;
    }

    static LocalDate day(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
