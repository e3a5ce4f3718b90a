package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botflow.analytics.local.LiveClient.Frame;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a Kafka record to the frame on a user's socket, on the whole embedded stack. */
class LiveIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String PHONE = "+27825550234";
    private static final int RESUMED_MESSAGES = 300;
    private static final long MESSAGE_MILLIS = 10;
    private static final int LONGEST_CONNECTION = 60;

    @TempDir
    static Path directory;

    private static LocalStack stack;
    private static StackSettings settings;

    private final Clock clock = Clock.systemUTC();

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.start(directory.resolve("stack"));
        settings = stack.settings();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aQuestionItsAnswerAndTheEndArriveAsFrames() throws Exception {
        UUID conversation = UUID.randomUUID();
        try (LiveClient client = LiveClient.connect(settings, DemoData.BANK, Role.ADMIN);
                LiveEvents events = new LiveEvents(settings)) {
            // At once, though nothing has happened.
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(client.frames()).isNotEmpty());
            assertThat(client.frames().get(0).type()).isEqualTo("metrics_update");
            assertThat(client.frames().get(0).data().has("activeConversations")).isTrue();

            Instant asked = clock.instant();
            BotEvent question = events.question(DemoData.CARDS, conversation, PHONE, "where is my card?", asked);
            String id = question.eventId().toString();
            await().atMost(LIMIT).until(() -> client.messages(id).size() == 1);
            JsonNode first = client.messages(id).get(0).data();
            assertThat(first.path("conversation_id").asText()).isEqualTo(conversation.toString());
            assertThat(first.path("bot_id").asText())
                    .isEqualTo(DemoData.CARDS.id().toString());
            assertThat(first.path("customer_phone").asText()).isEqualTo(PHONE);
            assertThat(first.path("message").asText()).isEqualTo("where is my card?");
            assertThat(first.hasNonNull("bot_response")).isFalse();
            assertThat(first.path("timestamp").asText()).isEqualTo(text(asked));
            assertThat(first.path("asked_at").asText()).isEqualTo(text(asked));
            assertThat(first.path("status").asText()).isEqualTo("active");

            Instant answered = asked.plusMillis(900);
            events.answer(DemoData.CARDS, conversation, PHONE, "in the post", answered);
            await().atMost(LIMIT).until(() -> client.messages(id).size() == 2);
            JsonNode second = client.messages(id).get(1).data();
            assertThat(second.path("message").asText()).isEqualTo("where is my card?");
            assertThat(second.path("bot_response").asText()).isEqualTo("in the post");
            assertThat(second.path("timestamp").asText()).isEqualTo(text(answered));
            assertThat(second.path("asked_at").asText()).isEqualTo(text(asked));

            events.end(DemoData.CARDS, conversation, PHONE, ResolutionStatus.RESOLVED, answered.plusMillis(100));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(client.frames("conversation_status"))
                            .anySatisfy(frame -> {
                                assertThat(frame.data().path("conversation_id").asText())
                                        .isEqualTo(conversation.toString());
                                assertThat(frame.data().path("bot_id").asText())
                                        .isEqualTo(DemoData.CARDS.id().toString());
                                assertThat(frame.data().path("status").asText()).isEqualTo("resolved");
                            }));
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(client.frames("metrics_update").size()).isGreaterThan(1));
        }
    }

    @Test
    void whoeverResumesMissesNothingAndSeesNothingTwice() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("LiveIT: -Dbotflow.seed=" + seed);
        Random random = new Random(seed);
        String marker = "resume " + UUID.randomUUID();
        List<Frame> kept = new ArrayList<>();
        boolean wasTold = false;
        // So that there is an id to resume from.
        String lastId = newestId();
        CompletableFuture<List<BotEvent>> sending = CompletableFuture.supplyAsync(() -> sendQuestions(marker));
        while (!sending.isDone() || textsOf(kept, marker).size() < RESUMED_MESSAGES && !wasTold) {
            try (LiveClient client = LiveClient.connect(settings, DemoData.TRAVEL, Role.ADMIN)) {
                client.resume(lastId);
                int wanted = 1 + random.nextInt(LONGEST_CONNECTION);
                int missing = RESUMED_MESSAGES - textsOf(kept, marker).size();
                await("-Dbotflow.seed=" + seed)
                        .atMost(LIMIT)
                        .until(() -> keptOf(client).size() >= Math.min(wanted, missing)
                                || !client.frames("gap").isEmpty());
                // What still comes while the connection is cut is not looked at, as if the user had lost it.
                List<Frame> received = keptOf(client);
                kept.addAll(received);
                client.frames("gap").forEach(gap -> System.out.println("LiveIT: told " + gap.data()));
                wasTold |= !client.frames("gap").isEmpty();
                if (!received.isEmpty()) {
                    lastId = received.get(received.size() - 1).id();
                }
            }
        }

        assertThat(wasTold).as("gap, though the stream holds them all").isFalse();
        assertThat(kept.stream().map(Frame::id)).as("-Dbotflow.seed=%d", seed).doesNotHaveDuplicates();
        assertThat(textsOf(kept, marker))
                .as("-Dbotflow.seed=%d", seed)
                .isEqualTo(sending.get(LIMIT.toSeconds(), TimeUnit.SECONDS).stream()
                        .map(BotEvent::text)
                        .collect(Collectors.toSet()));
    }

    @Test
    void anIdThatTheStreamNeverHeldIsAGap() throws Exception {
        try (LiveClient client = LiveClient.connect(settings, DemoData.TRAVEL, Role.ANALYST);
                LiveEvents events = new LiveEvents(settings)) {
            BotEvent held = events.question(DemoData.LUGGAGE, UUID.randomUUID(), PHONE, "held", clock.instant());
            await().atMost(LIMIT)
                    .until(() -> !client.messages(held.eventId().toString()).isEmpty());

            client.resume("1-1");

            await().atMost(LIMIT).until(() -> !client.frames("gap").isEmpty());
            BotEvent live = events.question(DemoData.LUGGAGE, UUID.randomUUID(), PHONE, "live", clock.instant());
            await().atMost(LIMIT)
                    .until(() -> !client.messages(live.eventId().toString()).isEmpty());
        }
    }

    @Test
    void aViewerSeesMaskedPhones() throws Exception {
        try (LiveClient viewer = LiveClient.connect(settings, DemoData.BANK, Role.VIEWER);
                LiveEvents events = new LiveEvents(settings)) {
            BotEvent question =
                    events.question(DemoData.LOANS, UUID.randomUUID(), PHONE, "a loan, please", clock.instant());
            String id = question.eventId().toString();
            await().atMost(LIMIT).until(() -> !viewer.messages(id).isEmpty());

            String shown =
                    viewer.messages(id).get(0).data().path("customer_phone").asText();
            assertThat(shown.replaceAll("[^0-9]", "")).isEqualTo("234");
            assertThat(viewer.frames()).noneMatch(frame -> frame.text().contains(PHONE.substring(1, 9)));
        }
    }

    @Test
    void anOrganizationNeverHearsOfAnother() throws Exception {
        String ofBank = "canary-" + UUID.randomUUID();
        String ofTravel = "canary-" + UUID.randomUUID();
        UUID sharedConversation = UUID.randomUUID();
        try (LiveClient bank = LiveClient.connect(settings, DemoData.BANK, Role.ADMIN);
                LiveClient travel = LiveClient.connect(settings, DemoData.TRAVEL, Role.ADMIN);
                LiveEvents events = new LiveEvents(settings)) {
            Instant now = clock.instant();
            BotEvent bankQuestion = events.question(DemoData.CARDS, sharedConversation, PHONE, ofBank, now);
            BotEvent travelQuestion = events.question(DemoData.BOOKINGS, sharedConversation, PHONE, ofTravel, now);
            events.answer(DemoData.CARDS, sharedConversation, PHONE, ofBank, now.plusMillis(1));
            events.answer(DemoData.BOOKINGS, sharedConversation, PHONE, ofTravel, now.plusMillis(1));
            await().atMost(LIMIT)
                    .until(() ->
                            bank.messages(bankQuestion.eventId().toString()).size() == 2
                                    && travel.messages(travelQuestion.eventId().toString())
                                                    .size()
                                            == 2);
            bank.resume("0");
            travel.resume("0");
            await().atMost(LIMIT)
                    .until(() ->
                            bank.messages(bankQuestion.eventId().toString()).size() > 2
                                    && travel.messages(travelQuestion.eventId().toString())
                                                    .size()
                                            > 2);

            assertThat(bank.frames())
                    .noneMatch(frame -> frame.text().contains(ofTravel)
                            || frame.text().contains(DemoData.TRAVEL.id().toString()));
            assertThat(travel.frames())
                    .noneMatch(frame -> frame.text().contains(ofBank)
                            || frame.text().contains(DemoData.BANK.id().toString()));
        }
    }

    @Test
    void restAndSocketTellTheSameFigures() throws Exception {
        UUID conversation = UUID.randomUUID();
        try (LiveClient client = LiveClient.connect(settings, DemoData.BANK, Role.ANALYST);
                LiveEvents events = new LiveEvents(settings)) {
            Instant begin = clock.instant();
            events.question(DemoData.BRANCHES, conversation, PHONE, "open today?", begin);
            events.answer(DemoData.BRANCHES, conversation, PHONE, "until five", begin.plusMillis(700));
            // So that event time passes the minute of those.
            events.moveTime(DemoData.BANK.id(), begin.plusSeconds(180));

            await().atMost(LIMIT).untilAsserted(() -> {
                JsonNode rest = client.get("api/analytics/realtime");
                assertThat(rest.path("messagesPerHour").asLong()).isGreaterThanOrEqualTo(2);
                assertThat(client.frames("metrics_update"))
                        .filteredOn(frame -> frame.data().path("as_of").equals(rest.path("as_of")))
                        .last()
                        .satisfies(frame -> assertThat(frame.data()).isEqualTo(rest));
            });
        }
    }

    /** The id of the newest frame of the organization that resumes. */
    private String newestId() throws Exception {
        try (LiveClient client = LiveClient.connect(settings, DemoData.TRAVEL, Role.ADMIN);
                LiveEvents events = new LiveEvents(settings)) {
            BotEvent question =
                    events.question(DemoData.CONCIERGE, UUID.randomUUID(), PHONE, "before", clock.instant());
            String id = question.eventId().toString();
            await().atMost(LIMIT).until(() -> !client.messages(id).isEmpty());
            return client.messages(id).get(0).id();
        }
    }

    private List<BotEvent> sendQuestions(String marker) {
        try (LiveEvents events = new LiveEvents(settings)) {
            for (int i = 0; i < RESUMED_MESSAGES; i++) {
                events.question(DemoData.CONCIERGE, UUID.randomUUID(), PHONE, marker + " " + i, clock.instant());
                // The pace of the load, not a wait for anything.
                TimeUnit.MILLISECONDS.sleep(MESSAGE_MILLIS);
            }
            return events.sent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Instant time) {
        return MILLISECONDS.format(time);
    }

    private static List<Frame> keptOf(LiveClient client) {
        return client.frames().stream().filter(Frame::isKept).toList();
    }

    private static Set<String> textsOf(List<Frame> frames, String marker) {
        Set<String> texts = new HashSet<>();
        frames.forEach(frame -> texts.add(frame.data().path("message").asText()));
        texts.removeIf(text -> !text.startsWith(marker));
        return texts;
    }
}
