package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated hard set, shuffled over days and redelivered to any partition, through the whole embedded stack. */
class HardSetIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int CONVERSATIONS = 200;
    /** Enough for some to fall into each partition. */
    private static final int CLOSING_EVENTS = 64;

    @TempDir
    Path directory;

    @Test
    void everyRowIsThatOfABatchRecomputation() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("HardSetIT: -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        List<BotEvent> arrivals = new ArrayList<>(
                GeneratedEvents.shuffledWithRedeliveries(GeneratedEvents.events(seed, CONVERSATIONS), random));
        arrivals.addAll(closing());

        try (LocalStack stack = TestStack.start(directory.resolve("stack"))) {
            try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), 0)) {
                for (BotEvent event : arrivals) {
                    // One partition keeps the order that decides which of two contents was read first.
                    UUID scope = event.conversationId() == null ? event.eventId() : event.conversationId();
                    producer.send(event.organizationId() + "/" + scope, EventJson.lenient(event, random));
                }
                producer.flush();
            }

            StoredTables stored = new StoredTables(stack.settings().jdbcUrl("postgres"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stored.differences(arrivals))
                            .as("-Dbotflow.seed=%d", seed)
                            .isEmpty());
        }
    }

    /** Events that push event time past every idle end. */
    private static List<BotEvent> closing() {
        long at = GeneratedEvents.BEGIN
                + GeneratedEvents.SPAN.plus(Duration.ofHours(2)).toMillis();
        return IntStream.range(0, CLOSING_EVENTS)
                .mapToObj(i -> new BotEvent(
                        EventType.API_CALLED,
                        new UUID(7, i),
                        at,
                        new UUID(8, i),
                        null,
                        null,
                        null,
                        null,
                        0,
                        BotEvent.ABSENT,
                        null,
                        0,
                        0,
                        null,
                        null,
                        BotEvent.ABSENT))
                .toList();
    }
}
