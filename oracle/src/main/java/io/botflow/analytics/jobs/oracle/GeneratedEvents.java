package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Seeded random sets of hard events: whatever the rules of the figures turn on happens often. */
public final class GeneratedEvents {
    /** No event is earlier. */
    public static final long BEGIN = Instant.parse("2026-02-26T21:00:00Z").toEpochMilli();

    /** Every event lies less than this after {@link #BEGIN}. */
    public static final Duration SPAN = Duration.ofDays(3);

    private static final int LONGEST = 40;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long[] BORDERS = {MINUTE, 15 * MINUTE, 60 * MINUTE, 24 * 60 * MINUTE};
    private static final long[] GAPS = {
        0, 0, 0, 1, 700, 8_000, 45_000, 30 * MINUTE - 1, 30 * MINUTE, 30 * MINUTE + 1, 3 * 60 * MINUTE, 9 * 60 * MINUTE
    };
    private static final String[] WORDS = {
        "table",
        "for",
        "two",
        "tonight",
        "\u00e9t\u00e9",
        "\ud83d\ude42",
        "\"quoted\"",
        "=SUM(A1)",
        "\u0645\u0631\u062d\u0628\u0627",
        "a\tb",
        "refund",
        "\\",
        "line\nbreak"
    };
    private static final EventType[] KINDS = {
        EventType.MESSAGE_RECEIVED,
        EventType.MESSAGE_RECEIVED,
        EventType.MESSAGE_RECEIVED,
        EventType.MESSAGE_RECEIVED,
        EventType.MESSAGE_SENT,
        EventType.MESSAGE_SENT,
        EventType.MESSAGE_SENT,
        EventType.MESSAGE_SENT,
        EventType.MESSAGE_SENT,
        EventType.CONVERSATION_STARTED,
        EventType.CONVERSATION_ESCALATED,
        EventType.CONVERSATION_ENDED,
        EventType.CONVERSATION_RATED
    };

    private final Random random;
    private final List<UUID> organizations;
    private final List<UUID> bots;
    private final List<UUID> sharedEventIds;
    private final List<UUID> conversationIds;
    private final List<BotEvent> events = new ArrayList<>();

    private GeneratedEvents(long seed, int conversations) {
        random = new Random(seed);
        organizations = ids(3);
        bots = ids(4);
        sharedEventIds = ids(LONGEST);
        conversationIds = ids(conversations / 2 + 1);
    }

    /**
     * Distinct events in order of time, with organization-level ones among them. Every two organizations share
     * conversation ids, all share bots and event ids.
     */
    public static List<BotEvent> events(long seed, int conversations) {
        var generated = new GeneratedEvents(seed, conversations);
        for (int i = 0; i < conversations; i++) {
            generated.addConversation(
                    generated.organizations.get((i + i / 2) % 3), generated.conversationIds.get(i / 2));
        }
        generated.organizations.forEach(generated::addOrganizationEvents);
        generated.events.sort(Comparator.comparingLong(BotEvent::occurredAt));
        return List.copyOf(generated.events);
    }

    /** The events in any order, some of them twice or more. */
    public static List<BotEvent> shuffledWithRedeliveries(List<BotEvent> events, Random random) {
        List<BotEvent> read = new ArrayList<>(events);
        for (BotEvent event : events) {
            while (random.nextInt(10) == 0) {
                read.add(event);
            }
        }
        Collections.shuffle(read, random);
        return read;
    }

    /** An event of an organization alone, which moves event time and no conversation. */
    public static BotEvent apiCalled(UUID eventId, long occurredAt, UUID organizationId) {
        return new DialogueScript(organizationId, null, null, null)
                .event(EventType.API_CALLED, eventId, occurredAt, null);
    }

    /** The same event at another time. */
    public static BotEvent at(BotEvent event, long occurredAt) {
        return new BotEvent(
                event.type(),
                event.eventId(),
                occurredAt,
                event.organizationId(),
                event.botId(),
                event.conversationId(),
                event.customerPhone(),
                event.text(),
                event.textHash(),
                event.responseTimeMillis(),
                event.outcome(),
                event.tokensUsed(),
                event.costNanos(),
                event.knowledgeBase(),
                event.resolutionStatus(),
                event.rating());
    }

    /** Time of the newest event. */
    public static long newest(Collection<BotEvent> events) {
        return events.stream().mapToLong(BotEvent::occurredAt).max().orElseThrow();
    }

    private List<UUID> ids(int count) {
        return Stream.generate(this::id).limit(count).toList();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private void addConversation(UUID organizationId, UUID conversationId) {
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : LONGEST);
        boolean onlyRatings = random.nextInt(15) == 0;
        List<UUID> ownBots = new ArrayList<>(bots);
        Collections.shuffle(ownBots, random);
        ownBots = ownBots.subList(0, random.nextInt(5) == 0 ? 3 : 1 + random.nextInt(2));
        long at = anyTime();
        for (int i = 0; i < length; i++) {
            EventType type = onlyRatings ? EventType.CONVERSATION_RATED : pick(KINDS);
            UUID eventId = random.nextBoolean() ? sharedEventIds.get(i) : id();
            events.add(event(
                    type, eventId, at, organizationId, ownBots.get(random.nextInt(ownBots.size())), conversationId));
            at = next(at);
        }
    }

    private void addOrganizationEvents(UUID organizationId) {
        for (UUID eventId : sharedEventIds) {
            EventType type = random.nextBoolean() ? EventType.API_CALLED : EventType.WEBHOOK_RECEIVED;
            events.add(event(type, eventId, anyTime(), organizationId, null, null));
        }
    }

    private long anyTime() {
        long at = BEGIN + random.nextLong(SPAN.toMillis());
        return random.nextInt(3) == 0 ? nearBorder(at) : at;
    }

    private long next(long at) {
        long next = random.nextInt(6) == 0 ? nearBorder(at) : at + GAPS[random.nextInt(GAPS.length)];
        return next < BEGIN + SPAN.toMillis() ? next : anyTime();
    }

    /** On the next border of a minute, quarter hour, hour or day, or one millisecond beside it. */
    private long nearBorder(long at) {
        long border = BORDERS[random.nextInt(BORDERS.length)];
        long near = Math.floorDiv(at, border) * border + border + random.nextInt(3) - 1;
        return near < BEGIN + SPAN.toMillis() ? near : at;
    }

    private BotEvent event(
            EventType type, UUID eventId, long at, UUID organizationId, UUID botId, UUID conversationId) {
        boolean sent = type == EventType.MESSAGE_SENT;
        String text = sent || type == EventType.MESSAGE_RECEIVED ? text() : null;
        return new BotEvent(
                type,
                eventId,
                at,
                organizationId,
                botId,
                conversationId,
                conversationId == null ? null : "+2782000000" + random.nextInt(10),
                text,
                text == null ? 0 : text.hashCode(),
                sent && random.nextInt(6) > 0 ? responseTime() : BotEvent.ABSENT,
                sent ? pick(Outcome.values()) : null,
                sent ? tokens() : 0,
                sent ? costNanos() : 0,
                sent && random.nextBoolean() ? pick(KnowledgeBase.values()) : null,
                type == EventType.CONVERSATION_ENDED ? pick(ResolutionStatus.values()) : null,
                type == EventType.CONVERSATION_RATED ? 1 + random.nextInt(5) : BotEvent.ABSENT);
    }

    private String text() {
        return Stream.generate(() -> pick(WORDS))
                .limit(random.nextInt(8))
                .reduce("", (left, right) -> left + " " + right);
    }

    private int responseTime() {
        return switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> 86_400_000;
            case 2 -> 1;
            default -> (int) (200 + 1_000 * Math.exp(random.nextGaussian()));
        };
    }

    private int tokens() {
        return random.nextInt(20) == 0 ? Integer.MAX_VALUE : random.nextInt(2_000);
    }

    private long costNanos() {
        return switch (random.nextInt(20)) {
            case 0 -> 1_000_000_000_000_000L;
            case 1 -> 0;
            case 2 -> 500;
            case 3 -> 999_999_999_999_999L;
            default -> random.nextLong(60_000_000);
        };
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
