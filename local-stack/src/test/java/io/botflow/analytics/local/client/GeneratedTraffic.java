package io.botflow.analytics.local.client;

import io.botflow.analytics.local.organizations.Bot;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Seeded random conversations of two organizations in the weeks in which New York changes its clocks and in the last two
 * hours, with texts and phones that a spreadsheet would misread.
 */
final class GeneratedTraffic {
    /** The other Sunday of this kind is {@link #FALL_BACK}. */
    static final LocalDate SPRING_FORWARD = LocalDate.of(2025, 3, 9);

    static final LocalDate FALL_BACK = LocalDate.of(2025, 11, 2);

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final ZoneId KATHMANDU = ZoneId.of("Asia/Kathmandu");

    private static final int PER_WEEK = 120;
    private static final int PER_HOUR = 40;
    private static final int NAMED_BOTS = 3;
    private static final int PARTITION_KEYS = 64;
    private static final Duration[] BORDERS = {Duration.ofMinutes(15), Duration.ofHours(1)};
    private static final String[] TEXTS = {
        "=1+1",
        "+3",
        "+3 more, please",
        "-5",
        "-5.25",
        "- refund for table two",
        "@home",
        "\tindented",
        "\r\nlines\r\n",
        "\nline",
        "a\rb",
        "comma, semicolon; \"quotes\"",
        "",
        " = blank first",
        "'quoted'",
        "\ud83d\ude42 emoji",
        "12",
        "Refund for table two tonight",
        "refund order 42",
        "Merci beaucoup, \u00e9t\u00e9",
        "table for two",
        "null",
        "\\N"
    };
    private static final String[] PHONES = {
        "+27820000001",
        "+27820000002",
        "+27820000003",
        "=HYPERLINK(1)",
        "-27",
        "@user",
        "+27 82 1",
        "100%_x",
        "whatsapp:1"
    };

    private final Random random;
    private final List<BotEvent> events = new ArrayList<>();
    private final List<Organization> organizations;
    private final List<List<UUID>> bots;

    /** Traffic that the seed alone decides, but for the times of what is recent. */
    GeneratedTraffic(long seed) {
        random = new Random(seed);
        organizations = List.of(
                new Organization(id(), "New York", NEW_YORK.getId()),
                new Organization(id(), "Kathmandu", KATHMANDU.getId()));
        bots = organizations.stream()
                .map(organization ->
                        Stream.generate(this::id).limit(NAMED_BOTS + 1).toList())
                .toList();
    }

    List<Organization> organizations() {
        return organizations;
    }

    /** Bots with a row; one more of each organization has facts alone. */
    List<Bot> namedBots() {
        return IntStream.range(0, organizations.size())
                .boxed()
                .flatMap(i -> bots.get(i).subList(0, NAMED_BOTS).stream()
                        .map(bot -> new Bot(organizations.get(i).id(), bot, "Bot, \"" + bot + "\"")))
                .toList();
    }

    /** The week around a Sunday, in order of time. */
    List<BotEvent> week(LocalDate sunday) {
        events.clear();
        ZonedDateTime change = sunday.atTime(2, 0).atZone(NEW_YORK);
        ZonedDateTime begin = sunday.minusDays(3).atStartOfDay(NEW_YORK);
        Duration length = Duration.between(begin, begin.plusDays(7));
        for (int i = 0; i < PER_WEEK; i++) {
            Instant at = i % 3 == 0
                    ? change.toInstant().plusMillis(random.nextLong(-10_800_000, 10_800_000))
                    : begin.toInstant().plusMillis(random.nextLong(length.toMillis()));
            converse(i % 2 == 0 ? at : nearBorder(at), random.nextInt(5) > 0);
        }
        return sorted();
    }

    /**
     * The two hours before a time, in order. The figures of the last 60 minutes stay the same, and no conversation ends
     * for want of activity, while event time goes on for some minutes more.
     */
    List<BotEvent> recent(Instant end) {
        events.clear();
        for (int i = 0; i < PER_HOUR; i++) {
            converse(end.minus(Duration.ofMinutes(108)).plusMillis(random.nextLong(2_100_000)), random.nextBoolean());
            converse(end.minus(Duration.ofMinutes(50)).plusMillis(random.nextLong(2_100_000)), true);
            converse(end.minus(Duration.ofMinutes(14)).plusMillis(random.nextLong(420_000)), random.nextBoolean());
        }
        return sorted();
    }

    /** Events that move event time on every partition, each of an organization of its own. */
    List<BotEvent> closing(Instant at) {
        events.clear();
        IntStream.range(0, PARTITION_KEYS)
                .forEach(i -> events.add(event(EventType.API_CALLED, id(), null, null, null, at.toEpochMilli())));
        return List.copyOf(events);
    }

    private List<BotEvent> sorted() {
        return events.stream()
                .sorted(Comparator.comparingLong(BotEvent::occurredAt))
                .toList();
    }

    private Instant nearBorder(Instant at) {
        return Span.up(at, BORDERS[random.nextInt(BORDERS.length)]).plusMillis(random.nextInt(-1, 2));
    }

    /** A conversation of at most six minutes. */
    private void converse(Instant start, boolean end) {
        int which = random.nextInt(organizations.size());
        UUID organization = organizations.get(which).id();
        UUID bot = pick(bots.get(which));
        UUID conversation = id();
        String phone = PHONES[random.nextInt(PHONES.length)];
        long at = start.toEpochMilli();
        int messages = 1 + random.nextInt(8);
        for (int i = 0; i < messages; i++) {
            EventType type = random.nextBoolean() ? EventType.MESSAGE_RECEIVED : EventType.MESSAGE_SENT;
            events.add(event(type, organization, bot, conversation, phone, at));
            at += random.nextLong(40_000);
        }
        if (random.nextInt(5) == 0) {
            events.add(event(EventType.CONVERSATION_ESCALATED, organization, bot, conversation, phone, at));
        }
        if (end) {
            events.add(event(EventType.CONVERSATION_ENDED, organization, bot, conversation, phone, at));
        }
        if (random.nextInt(4) == 0) {
            events.add(event(EventType.CONVERSATION_RATED, organization, bot, conversation, phone, at));
        }
        if (random.nextInt(4) == 0) {
            events.add(event(
                    random.nextBoolean() ? EventType.API_CALLED : EventType.WEBHOOK_RECEIVED,
                    organization,
                    null,
                    null,
                    null,
                    at));
        }
    }

    private BotEvent event(EventType type, UUID organization, UUID bot, UUID conversation, String phone, long at) {
        boolean sent = type == EventType.MESSAGE_SENT;
        String text = sent || type == EventType.MESSAGE_RECEIVED ? TEXTS[random.nextInt(TEXTS.length)] : null;
        return new BotEvent(
                type,
                id(),
                at,
                organization,
                bot,
                conversation,
                phone,
                text,
                text == null ? 0 : text.hashCode(),
                sent && random.nextInt(6) > 0 ? (int) (200 + 900 * Math.exp(random.nextGaussian())) : BotEvent.ABSENT,
                sent ? Outcome.values()[Math.max(0, random.nextInt(6) - 3)] : null,
                sent ? random.nextInt(2_000) : 0,
                sent ? random.nextLong(60_000_000) : 0,
                sent && random.nextBoolean() ? KnowledgeBase.values()[random.nextInt(2)] : null,
                type == EventType.CONVERSATION_ENDED ? ResolutionStatus.values()[random.nextInt(3)] : null,
                type == EventType.CONVERSATION_RATED ? 1 + random.nextInt(5) : BotEvent.ABSENT);
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private UUID pick(List<UUID> ids) {
        return ids.get(random.nextInt(ids.size()));
    }
}
