package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes {@code dialogues.events.jsonl.gz}, invented dialogues as a stream in arrival order: out of order, with
 * redeliveries, malformed lines and hard conversations, and closed by events that push event time past every idle end.
 */
public final class DialoguesFile {
    private static final long SEED = 20260226;
    private static final int DIALOGUES = 190;
    private static final int HARD_CONVERSATIONS = 60;
    private static final int CLOSING_EVENTS = 64;
    private static final long SPAN = Duration.ofHours(50).toMillis();
    private static final String[][] SMALL_TALK = {
        {"Hi, where is my order %d?", "Order %d left our warehouse this morning."},
        {"Can I still change the address?", "Yes, until it reaches the depot. What is the new address?"},
        {"12 Harbour Road, please.", "Done. You get a message when the courier is near."},
        {"Do you have a table for %d on Friday?", "For %d people we have 18:30 or 20:15."},
        {"20:15 then.", "Booked. Shall I note any allergies?"},
        {"Peanuts \ud83e\udd5c", "Noted. The kitchen keeps a separate station for that."},
        {"My card was charged twice.", "I see two charges of %d dollars and have asked for one of them back."},
        {"How long does the refund take?", "Three to five working days, depending on your bank."},
        {"That is too long!", "I am sorry. I can hand you to a colleague if you like."},
        {"What does plan %d include?", "Calls, 20 GB and roaming in the neighbouring countries."},
        {"Et en fran\u00e7ais ?", "Bien s\u00fbr. Le forfait comprend les appels et 20 Go."},
        {"Thanks, that's all.", "You're welcome. Have a good day!"}
    };
    private static final String[] MALFORMED = {
        "{",
        "\u0000",
        "null",
        "[]",
        "42",
        "{\"event_id\":\"x\"}",
        "{\"event_type\":\"message_sent\"}",
        "{\"event_id\":\"3c6d4c6e-0a37-4a2c-9d52-0c1a4e4f0001\",\"event_type\":\"message_exploded\"}"
    };

    private record Line(long arrival, byte[] bytes) {}

    private final Random random = new Random(SEED);
    private final List<Line> lines = new ArrayList<>();
    private final List<UUID> organizations = ids(3);
    private final List<UUID> bots = ids(9);

    private DialoguesFile() {}

    /** Writes the file into the directory named by the only argument. */
    public static void main(String[] arguments) throws IOException {
        new DialoguesFile().write(Path.of(arguments[0], "dialogues.events.jsonl.gz"));
    }

    private void write(Path file) throws IOException {
        for (int i = 0; i < DIALOGUES; i++) {
            addDialogue();
        }
        GeneratedEvents.events(SEED, HARD_CONVERSATIONS).stream()
                .filter(event -> event.occurredAt() < GeneratedEvents.BEGIN + SPAN)
                .forEach(this::add);
        lines.sort(Comparator.comparingLong(Line::arrival));
        addClosingEvents();
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (Line line : lines) {
                out.write(line.bytes());
                out.write('\n');
            }
        }
    }

    /** Puts the event where it arrives: mostly within seconds, sometimes hours late, sometimes twice or malformed. */
    private void add(BotEvent event) {
        long delay = random.nextInt(20) == 0 ? random.nextLong(10_800_000) : random.nextLong(8_000);
        byte[] bytes = json(event);
        lines.add(new Line(event.occurredAt() + delay, bytes));
        if (random.nextInt(20) == 0) {
            lines.add(new Line(event.occurredAt() + delay + random.nextLong(3_600_000), bytes));
        }
        if (random.nextInt(50) == 0) {
            lines.add(new Line(event.occurredAt() + delay, malformed(bytes)));
        }
    }

    private byte[] json(BotEvent event) {
        return random.nextInt(4) == 0 ? EventJson.lenient(event, random) : EventJson.plain(event);
    }

    private byte[] malformed(byte[] whole) {
        String text = new String(whole, StandardCharsets.UTF_8);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 1 -> text.replace("\"event_type\"", "\"event_sort\"").getBytes(StandardCharsets.UTF_8);
            case 2 -> text.replaceFirst("-", "_").getBytes(StandardCharsets.UTF_8);
            default -> MALFORMED[random.nextInt(MALFORMED.length)].getBytes(StandardCharsets.UTF_8);
        };
    }

    private void addDialogue() {
        int which = random.nextInt(bots.size());
        UUID bot = bots.get(which);
        UUID organization = organizations.get(which % organizations.size());
        UUID conversation = id();
        String phone = "+2783%07d".formatted(random.nextInt(90));
        long at = GeneratedEvents.BEGIN + random.nextLong(SPAN);
        var script = new DialogueScript(organization, bot, conversation, phone);
        if (random.nextInt(3) > 0) {
            add(script.event(EventType.CONVERSATION_STARTED, id(), at, null));
        }
        int turns = 1 + random.nextInt(8);
        int topic = random.nextInt(SMALL_TALK.length);
        for (int turn = 0; turn < turns; turn++) {
            String[] exchange = SMALL_TALK[(topic + turn) % SMALL_TALK.length];
            int number = 2 + random.nextInt(5);
            at += 1 + random.nextLong(20_000);
            add(script.event(EventType.MESSAGE_RECEIVED, id(), at, exchange[0].formatted(number)));
            int responseTime = (int) (300 + 900 * Math.exp(random.nextGaussian() * 0.7));
            at += responseTime;
            add(answer(script, at, exchange[1].formatted(number), responseTime));
        }
        finish(script, at);
    }

    private void finish(DialogueScript script, long last) {
        long at = last;
        boolean escalated = random.nextInt(10) == 0;
        if (escalated) {
            at += random.nextLong(5_000);
            add(script.event(EventType.CONVERSATION_ESCALATED, id(), at, null));
        }
        if (random.nextInt(8) > 0) {
            at += random.nextLong(60_000);
            add(script.ended(id(), at, escalated ? ResolutionStatus.ESCALATED : ResolutionStatus.RESOLVED));
        }
        if (random.nextInt(3) == 0) {
            at += random.nextLong(300_000);
            add(script.rated(id(), at, 1 + random.nextInt(5)));
        }
    }

    private BotEvent answer(DialogueScript script, long at, String text, int responseTime) {
        int kind = random.nextInt(20);
        Outcome outcome = kind == 0 ? Outcome.FAILURE : kind < 3 ? Outcome.FALLBACK : Outcome.SUCCESS;
        KnowledgeBase answer = random.nextBoolean() ? null : kind < 5 ? KnowledgeBase.MISS : KnowledgeBase.HIT;
        int tokens = 40 + random.nextInt(700);
        return script.answer(id(), at, text, responseTime, outcome, tokens, tokens * 37_500L, answer);
    }

    /** Each in an organization of its own, so that every partition gets some. */
    private void addClosingEvents() {
        long newest = lines.get(lines.size() - 1).arrival();
        long at = newest + Duration.ofHours(5).toMillis();
        for (int i = 0; i < CLOSING_EVENTS; i++) {
            var script = new DialogueScript(id(), null, null, null);
            lines.add(new Line(at, EventJson.plain(script.event(EventType.API_CALLED, id(), at++, null))));
        }
    }

    private List<UUID> ids(int count) {
        return Stream.generate(this::id).limit(count).toList();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
