package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.server.RedisServer;
import io.botflow.analytics.schemas.event.BotEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** What becomes of the live figures, the frames and the rows when what keeps them fails. */
class LiveFaultsIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration FAULT = Duration.ofSeconds(10);
    private static final String PHONE = "+27825550234";
    private static final long PACE_MILLIS = 50;
    private static final int SOME = 20;

    @TempDir
    Path directory;

    private LocalStack stack;
    private StackSettings settings;
    private LiveEvents events;
    private LiveClient client;

    /** Of the next event: behind the clock, so that the end can bring event time past every conversation's idle end. */
    private Instant next;

    @BeforeEach
    void start() throws Exception {
        stack = TestStack.start(directory.resolve("stack"));
        settings = stack.settings();
        events = new LiveEvents(settings);
        next = Clock.systemUTC().instant().minus(Duration.ofHours(3));
        client = LiveClient.connect(settings, DemoData.BANK, Role.ADMIN);
        talk(SOME);
        awaitCards();
    }

    @AfterEach
    void stop() {
        client.close();
        events.close();
        stack.close();
    }

    @Test
    void aRedisThatComesBackEmptyIsFilledAgain() throws Exception {
        StackServer.redis().kill();
        talk(SOME);
        try (RedisServer empty =
                RedisServer.start(directory.resolve("empty"), settings.ports().redis())) {
            assertThat(empty.port()).isEqualTo(settings.ports().redis());
            talk(SOME);

            awaitCards();
            await().atMost(LIMIT).until(() -> !client.frames("gap").isEmpty());
            awaitFrame();
            awaitRows();
        }
    }

    @Test
    void aRedisThatWasWipedIsFilledAgain() throws Exception {
        String lastId = newestId();
        try (Jedis redis = new Jedis("127.0.0.1", settings.ports().redis())) {
            redis.flushAll();
        }
        // Nothing is said meanwhile: what is lost comes back by itself.
        awaitShown();
        awaitFrame();
        client.resume(lastId);
        await().atMost(LIMIT).until(() -> !client.frames("gap").isEmpty());
        awaitRows();
    }

    @Test
    void aRedisThatStandsStillLosesNothing() throws Exception {
        StackServer redis = StackServer.redis();
        redis.freeze();
        try {
            talkFor(FAULT);
        } finally {
            redis.thaw();
        }

        awaitCards();
        awaitFrame();
        awaitRows();
    }

    @Test
    void framesFlowWhilePostgresStandsStill() throws Exception {
        StackServer postgres = StackServer.postgres();
        postgres.freeze();
        try {
            talkFor(FAULT);
            awaitFrame();
        } finally {
            postgres.thaw();
        }

        awaitCards();
        awaitRows();
    }

    /** Some questions with their answers, each in a conversation of its own. */
    private void talk(int conversations) {
        for (int i = 0; i < conversations; i++) {
            UUID conversation = UUID.randomUUID();
            next = next.plusMillis(PACE_MILLIS);
            events.question(DemoData.CARDS, conversation, PHONE, "question " + i, next);
            next = next.plusMillis(PACE_MILLIS);
            events.answer(DemoData.CARDS, conversation, PHONE, "answer " + i, next);
        }
    }

    /** As long as a fault lasts, at a pace. */
    private void talkFor(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            talk(1);
            TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
        }
    }

    /** Waits until the cards show every message so far. */
    private void awaitCards() {
        // Past the minute of the newest message.
        next = next.plusSeconds(61);
        events.moveTime(DemoData.BANK.id(), next.plusSeconds(60));
        next = next.plusSeconds(61);
        awaitShown();
    }

    private void awaitShown() {
        String all = Long.toString(LiveEvents.messages(events.sent()));
        await().atMost(LIMIT).ignoreExceptionsInstanceOf(JedisException.class).untilAsserted(() -> {
            try (Jedis redis = new Jedis("127.0.0.1", settings.ports().redis())) {
                assertThat(redis.hgetAll("metrics:realtime:" + DemoData.BANK.id()))
                        .containsEntry("total_messages", all)
                        .containsEntry("messages_per_hour", all);
            }
        });
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(client.frames("metrics_update"))
                        .last()
                        .satisfies(frame -> assertThat(
                                        frame.data().path("messagesPerHour").asText())
                                .isEqualTo(all)));
    }

    /** Waits until the connected user sees what is asked from now on. */
    private void awaitFrame() {
        next = next.plusMillis(PACE_MILLIS);
        BotEvent question = events.question(DemoData.CARDS, UUID.randomUUID(), PHONE, "do you hear me?", next);
        await().atMost(LIMIT)
                .until(() -> !client.messages(question.eventId().toString()).isEmpty());
    }

    private String newestId() {
        return client.frames("new_message").stream()
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .id();
    }

    /** Waits until PostgreSQL holds exactly what all events make. */
    private void awaitRows() {
        events.moveTime(DemoData.BANK.id(), Clock.systemUTC().instant());
        StoredTables stored = new StoredTables(settings.jdbcUrl("postgres"));
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(stored.differences(events.sent())).isEmpty());
    }
}
