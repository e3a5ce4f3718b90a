package io.botflow.analytics.local;

import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** What Redis holds after a generated hard set, against a recomputation from what the topic holds. */
class LiveFiguresIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int CONVERSATIONS = 600;

    @TempDir
    Path directory;

    @Test
    void everyFigureIsThatOfARecomputation() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("LiveFiguresIT: -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        List<BotEvent> events = GeneratedEvents.events(seed, CONVERSATIONS);
        Instant end = LiveComparison.end(GeneratedEvents.newest(events));

        try (LocalStack stack = TestStack.start(directory.resolve("stack"));
                LiveEvents closing = new LiveEvents(stack.settings());
                Jedis redis = new Jedis("127.0.0.1", stack.settings().ports().redis())) {
            try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), 0)) {
                for (BotEvent event : GeneratedEvents.shuffledWithRedeliveries(events, random)) {
                    UUID scope = event.conversationId() == null ? event.eventId() : event.conversationId();
                    producer.send(event.organizationId() + "/" + scope, EventJson.lenient(event, random));
                }
                producer.flush();
            }
            closing.moveTime(events.get(0).organizationId(), end.plus(Duration.ofMinutes(1)));

            List<BotEvent> read = new TopicReader(stack.settings().bootstrapServers())
                    .all(Topics.BOT_EVENTS).stream()
                            .map(record -> ReferenceEventReader.read(record.value(), record.timestamp()))
                            .filter(ReferenceEventReader.Reading::isValid)
                            .map(ReferenceEventReader.Reading::event)
                            .toList();
            LiveComparison comparison = new LiveComparison(read, seed);
            await().atMost(LIMIT).untilAsserted(() -> comparison.assertEveryFigure(redis, end));
        }
    }
}
