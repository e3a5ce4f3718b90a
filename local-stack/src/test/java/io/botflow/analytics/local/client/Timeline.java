package io.botflow.analytics.local.client;

import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.jobs.oracle.Tables.ConversationKey;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every fact of one organization, by time. */
final class Timeline {
    private static final Comparator<BotEvent> ORDER = Comparator.comparingLong(BotEvent::occurredAt)
            .thenComparing(event -> event.eventId().toString());

    private final NavigableMap<Long, List<Fact>> facts = new TreeMap<>();

    private Timeline() {}

    /** The facts that the distinct events and conversations of an organization are. */
    static Timeline of(UUID organizationId, Tables tables) {
        var timeline = new Timeline();
        Map<UUID, List<BotEvent>> conversations = tables.reads().events().stream()
                .filter(event -> event.organizationId().equals(organizationId)
                        && event.type().isOfConversation())
                .sorted(ORDER)
                .collect(Collectors.groupingBy(BotEvent::conversationId));
        conversations.forEach((id, events) ->
                timeline.add(events, tables.conversations().get(new ConversationKey(organizationId, id))));
        return timeline;
    }

    private void add(List<BotEvent> events, ConversationMetricsRow row) {
        UUID botId = row == null ? events.get(0).botId() : row.botId();
        Set<List<Object>> active = new HashSet<>();
        Set<LocalDate> escalated = new HashSet<>();
        for (BotEvent event : events) {
            LocalDate date = utcDate(event.occurredAt());
            if (event.text() != null) {
                add(new Fact(Fact.Kind.MESSAGE, event.botId(), event.occurredAt(), event, 0));
                if (active.add(List.of(event.botId(), date))) {
                    add(new Fact(Fact.Kind.ACTIVE, event.botId(), event.occurredAt(), null, 0));
                }
            } else if (event.type() == EventType.CONVERSATION_ESCALATED && escalated.add(date)) {
                add(new Fact(Fact.Kind.ESCALATED, botId, event.occurredAt(), null, 0));
            } else if (event.type() == EventType.CONVERSATION_RATED) {
                add(new Fact(Fact.Kind.RATED, botId, event.occurredAt(), null, event.rating()));
            }
        }
        if (row != null) {
            add(new Fact(Fact.Kind.STARTED, botId, row.startedAt(), null, 0));
            if (row.endedAt() != null) {
                add(new Fact(Fact.Kind.ENDED, botId, row.endedAt(), null, row.durationSeconds()));
            }
        }
    }

    private void add(Fact fact) {
        facts.computeIfAbsent(fact.at(), at -> new ArrayList<>()).add(fact);
    }

    /**
     * The figures of a span, half-open.
     *
     * @param bots all when empty
     */
    Figures between(Instant from, Instant to, Collection<UUID> bots) {
        return new Figures(facts.subMap(from.toEpochMilli(), to.toEpochMilli()).values().stream()
                .flatMap(List::stream)
                .filter(fact -> bots.isEmpty() || bots.contains(fact.botId()))
                .toList());
    }

    /** The figures of UTC dates, both included. */
    Figures between(LocalDate first, LocalDate last, Collection<UUID> bots) {
        return between(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                bots);
    }

    /** UTC dates on which there is a fact. */
    Set<LocalDate> dates() {
        return facts.keySet().stream().map(Timeline::utcDate).collect(Collectors.toSet());
    }

    /** Every bot that has a fact. */
    Set<UUID> bots() {
        return facts.values().stream().flatMap(List::stream).map(Fact::botId).collect(Collectors.toSet());
    }

    Instant first() {
        return Instant.ofEpochMilli(facts.firstKey());
    }

    Instant last() {
        return Instant.ofEpochMilli(facts.lastKey());
    }

    boolean isEmpty() {
        return facts.isEmpty();
    }

    private static LocalDate utcDate(long at) {
        return Instant.ofEpochMilli(at).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
