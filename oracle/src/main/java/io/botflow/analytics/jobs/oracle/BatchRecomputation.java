package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.jobs.oracle.Tables.BotBucketKey;
import io.botflow.analytics.jobs.oracle.Tables.BotDayKey;
import io.botflow.analytics.jobs.oracle.Tables.ConversationKey;
import io.botflow.analytics.jobs.oracle.Tables.UsageKey;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Computes every table from the whole set of events at once, plainly and slowly; or, where that set is too large to be
 * held, all but messages, minutes and hours from slices of it. No event is taken as late and every conversation has one part.
 */
public final class BatchRecomputation {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long QUARTER_HOUR = Duration.ofMinutes(15).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final long eventTime;
    private final boolean withMinutesAndHours;
    private final Map<ConversationKey, ConversationMetricsRow> conversations = new HashMap<>();
    private final Map<BotDayKey, BotFigures> botDays = new HashMap<>();
    private final Map<BotBucketKey, BotFigures> minutes = new HashMap<>();
    private final Map<BotBucketKey, BotFigures> quarterHours = new HashMap<>();
    private final Map<BotBucketKey, BotFigures> hours = new HashMap<>();
    private final Map<UsageKey, UsageHour> usage = new HashMap<>();

    /**
     * A computation of events that come in slices.
     *
     * @param eventTime where event time stands in the end: a conversation whose last event is less than 30 minutes
     *     before it and that was not ended is open
     */
    public static BatchRecomputation ofSlices(long eventTime) {
        return new BatchRecomputation(eventTime, false);
    }

    private BatchRecomputation(long eventTime, boolean withMinutesAndHours) {
        this.eventTime = eventTime;
        this.withMinutesAndHours = withMinutesAndHours;
    }

    /**
     * Computes the tables.
     *
     * @param inArrivalOrder every valid event as read, redeliveries included
     * @param eventTime where event time stands in the end, as above
     */
    public static Tables recompute(Collection<BotEvent> inArrivalOrder, long eventTime) {
        FirstReads reads = FirstReads.of(inArrivalOrder);
        var computation = new BatchRecomputation(eventTime, true);
        computation.add(reads);
        return computation.tables(
                reads.events().stream().filter(ConversationHistory::isMessage).toList(), reads);
    }

    /**
     * Adds a slice, of which nothing but the figures is kept.
     *
     * @param inArrivalOrder as read, redeliveries included: all events of some conversations, and events of
     *     organizations that no other slice repeats
     */
    public void addSlice(Collection<BotEvent> inArrivalOrder) {
        add(FirstReads.of(inArrivalOrder));
    }

    /** The tables of all slices, without messages, minutes and hours. */
    public Tables figures() {
        return tables(List.of(), FirstReads.of(List.of()));
    }

    private void add(FirstReads reads) {
        Map<ConversationKey, List<BotEvent>> grouped = new LinkedHashMap<>();
        for (BotEvent event : reads.events()) {
            if (event.type().isOfConversation()) {
                var key = new ConversationKey(event.organizationId(), event.conversationId());
                grouped.computeIfAbsent(key, k -> new ArrayList<>()).add(event);
            } else {
                usageHour(event.organizationId(), event.occurredAt()).addOrganizationEvent(event);
            }
        }
        grouped.forEach((key, events) -> addConversation(key, new ConversationHistory(events)));
    }

    private Tables tables(List<BotEvent> messages, FirstReads reads) {
        Map<UsageKey, UsageAnalyticsRow> usageRows = new HashMap<>();
        usage.forEach((key, hour) -> usageRows.put(key, hour.row(key)));
        return new Tables(conversations, botDays, usageRows, minutes, quarterHours, hours, messages, reads);
    }

    private void addConversation(ConversationKey key, ConversationHistory history) {
        for (BotEvent rating : history.ofType(EventType.CONVERSATION_RATED)) {
            count(history, rating.occurredAt(), figures -> figures.addRating(rating.rating()));
        }
        if (history.hasOnlyRatings()) {
            return;
        }
        conversations.put(key, history.row(eventTime));
        addMessages(history);
        addEscalations(history);
        count(history, history.startedAt(), figures -> figures.add(BotCount.CONVERSATIONS_STARTED, 1));
        usageHour(key.organizationId(), history.startedAt()).addStart();
        history.end(eventTime).ifPresent(end -> {
            count(history, end.at(), figures -> figures.addEnd(history.durationSeconds(end)));
            usageHour(key.organizationId(), end.at()).addEnd();
        });
    }

    private void addMessages(ConversationHistory history) {
        Set<BotDayKey> activeOn = new HashSet<>();
        for (BotEvent message : history.messages()) {
            UUID organizationId = message.organizationId();
            long at = message.occurredAt();
            count(organizationId, message.botId(), at, figures -> figures.addMessage(message));
            usageHour(organizationId, at).addMessage(message);
            if (activeOn.add(new BotDayKey(organizationId, message.botId(), utcDate(at)))) {
                count(organizationId, message.botId(), at, figures -> figures.add(BotCount.ACTIVE_CONVERSATIONS, 1));
            }
        }
    }

    private void addEscalations(ConversationHistory history) {
        Set<LocalDate> escalatedOn = new HashSet<>();
        for (BotEvent escalation : history.ofType(EventType.CONVERSATION_ESCALATED)) {
            if (escalatedOn.add(utcDate(escalation.occurredAt()))) {
                count(history, escalation.occurredAt(), figures -> figures.add(BotCount.CONVERSATIONS_ESCALATED, 1));
            }
        }
    }

    private void count(ConversationHistory history, long at, Consumer<BotFigures> change) {
        count(history.organizationId(), history.botId(), at, change);
    }

    private void count(UUID organizationId, UUID botId, long at, Consumer<BotFigures> change) {
        var day = new BotDayKey(organizationId, botId, utcDate(at));
        change.accept(botDays.computeIfAbsent(day, key -> new BotFigures()));
        change.accept(bucket(quarterHours, organizationId, botId, at, QUARTER_HOUR));
        if (withMinutesAndHours) {
            change.accept(bucket(minutes, organizationId, botId, at, MINUTE));
            change.accept(bucket(hours, organizationId, botId, at, HOUR));
        }
    }

    private static BotFigures bucket(
            Map<BotBucketKey, BotFigures> buckets, UUID organizationId, UUID botId, long at, long length) {
        var key = new BotBucketKey(organizationId, botId, Math.floorDiv(at, length) * length);
        return buckets.computeIfAbsent(key, k -> new BotFigures());
    }

    private UsageHour usageHour(UUID organizationId, long at) {
        var key = new UsageKey(organizationId, Math.floorDiv(at, HOUR) * HOUR);
        return usage.computeIfAbsent(key, k -> new UsageHour());
    }

    private static LocalDate utcDate(long at) {
        return Instant.ofEpochMilli(at).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
