package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The values of records: of good events, of broken ones, and of what was never an event. Not safe for threads. */
final class HostileValues {
    private static final Path EXAMPLES = Path.of("../schemas/src/main/resources/examples");
    /** Every kind of damage together with every kind of field appears in far fewer draws. */
    private static final String[] NUL_AND_SURROGATES = {"\"\\u0000\"", "\"\\ud800\"", "\"\\udfff\"", "\"a\\u0000b\""};

    private final List<BotEvent> events;
    private final Random random;
    private final FieldMutation fields;
    private final ByteMutation bytes;
    private int next;

    /** @param events good ones; each is taken in turn, again and again */
    HostileValues(List<BotEvent> events, Random random) {
        this.events = events;
        this.random = random;
        this.fields = new FieldMutation(random);
        this.bytes = new ByteMutation(random);
    }

    /** Every written example, every size, and every field with what no string may hold; null is a tombstone. */
    List<byte[]> each() throws IOException {
        List<byte[]> each = new ArrayList<>();
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                each.add(Files.readAllBytes(file));
            }
        }
        BotEvent message = events.stream()
                .filter(event -> event.text() != null)
                .findFirst()
                .orElseThrow();
        each.addAll(new HostileSizes(random).all(message));
        for (BotEvent event : events.subList(0, Math.min(events.size(), 50))) {
            for (String name : FieldMutation.NAMES) {
                for (String value : NUL_AND_SURROGATES) {
                    each.add(fields.with(event, name, value));
                }
            }
        }
        each.add(null);
        each.add(new byte[0]);
        return each;
    }

    /** A good event in some writing. */
    byte[] good() {
        BotEvent event = events.get(next++ % events.size());
        return random.nextBoolean() ? EventJson.plain(event) : EventJson.lenient(event, random);
    }

    /** Anything; null is a tombstone. */
    byte[] any() {
        BotEvent event = events.get(random.nextInt(events.size()));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> good();
            case 3, 4, 5 -> fields.of(event);
            case 6 -> fields.withText(event);
            case 7 -> fields.withTime(event);
            case 8, 9, 10 -> bytes.of(EventJson.lenient(event, random), good());
            default -> random.nextInt(10) == 0 ? null : bytes.of(EventJson.plain(event), fields.of(event));
        };
    }
}
