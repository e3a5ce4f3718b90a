package io.botflow.analytics.jobs.live;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which frames which events bring. */
class FeedTest {
    private LiveHarness job;

    @BeforeEach
    void startJob() throws Exception {
        job = new LiveHarness();
    }

    @AfterEach
    void closeJob() {
        job.close();
    }

    @Test
    void sendsTheQuestionAtOnceAndAgainWithItsAnswer() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T10:00:00.120Z")
                .sent("2026-03-01T10:00:02Z", Outcome.SUCCESS, 1_880, 10, 0)
                .events());

        assertThat(job.takeFrames())
                .containsExactly(
                        status("active", "2026-03-01T10:00:00.120Z"),
                        message(1, "\"question\"", "null", "2026-03-01T10:00:00.120Z", "\"2026-03-01T10:00:00.120Z\""),
                        message(
                                1,
                                "\"question\"",
                                "\"answer\"",
                                "2026-03-01T10:00:02.000Z",
                                "\"2026-03-01T10:00:00.120Z\""));
    }

    @Test
    void answersTheLatestUnansweredQuestionBeforeTheAnswer() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .received("2026-03-01T10:00:01Z")
                .received("2026-03-01T10:00:05Z")
                .events());
        job.takeFrames();

        job.read(new EventScript()
                .eventId(id(11))
                .sent("2026-03-01T10:00:03Z", Outcome.SUCCESS, 1, 0, 0)
                .eventId(id(12))
                .sent("2026-03-01T10:00:04Z", Outcome.SUCCESS, 1, 0, 0)
                .eventId(id(13))
                .sent("2026-03-01T10:00:04.500Z", Outcome.SUCCESS, 1, 0, 0)
                .events());

        assertThat(job.takeFrames())
                .containsExactly(
                        message(2, "\"question\"", "\"answer\"", "2026-03-01T10:00:03.000Z", asked("10:00:01.000")),
                        message(1, "\"question\"", "\"answer\"", "2026-03-01T10:00:04.000Z", asked("10:00:00.000")),
                        message(13, "null", "\"answer\"", "2026-03-01T10:00:04.500Z", "null"));
    }

    @Test
    void ordersMessagesOfOneTimeByTheirIdsAsText() throws Exception {
        UUID larger = UUID.fromString("f0000000-0000-4000-8000-000000000000");
        job.read(new EventScript()
                .eventId(id(5))
                .received("2026-03-01T10:00:00Z")
                .eventId(larger)
                .sent("2026-03-01T10:00:00Z", Outcome.SUCCESS, 1, 0, 0)
                .eventId(id(4))
                .sent("2026-03-01T10:00:00Z", Outcome.SUCCESS, 1, 0, 0)
                .events());

        assertThat(job.takeFrames())
                .endsWith(
                        message(5, "\"question\"", "\"answer\"", "2026-03-01T10:00:00.000Z", asked("10:00:00.000")),
                        message(4, "null", "\"answer\"", "2026-03-01T10:00:00.000Z", "null"));
    }

    @Test
    void joinsAnAnswerThatCameBeforeItsQuestion() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .sent("2026-03-01T10:00:02Z", Outcome.SUCCESS, 1, 0, 0)
                .events();

        job.read(events.subList(1, 2)).restart();
        job.read(events.subList(0, 1));

        assertThat(job.takeFrames())
                .containsExactly(
                        status("active", "2026-03-01T10:00:02.000Z"),
                        message(2, "null", "\"answer\"", "2026-03-01T10:00:02.000Z", "null"),
                        message(1, "\"question\"", "\"answer\"", "2026-03-01T10:00:00.000Z", asked("10:00:00.000")));
    }

    @Test
    void keepsWhatWaitsForAnHourOfEventTimeOnly() throws Exception {
        job.read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-01T11:00:00.001Z"));
        job.takeFrames();

        job.read(new EventScript()
                .eventId(id(2))
                .sent("2026-03-01T11:00:00Z", Outcome.SUCCESS, 1, 0, 0)
                .events());

        assertThat(job.takeFrames()).contains(message(2, "null", "\"answer\"", "2026-03-01T11:00:00.000Z", "null"));
    }

    @Test
    void repeatsNothingForARedelivery() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .sent("2026-03-01T10:00:02Z", Outcome.SUCCESS, 1, 0, 0)
                .ended("2026-03-01T10:00:03Z", ResolutionStatus.RESOLVED)
                .events();
        job.read(events).restart();
        job.takeFrames();

        job.read(events);

        assertThat(job.takeFrames()).isEmpty();
    }

    @Test
    void tellsTheEndAndALaterEndThatChangesIt() throws Exception {
        job.read(new EventScript()
                .started("2026-03-01T10:00:00Z")
                .escalated("2026-03-01T10:00:01Z")
                .ended("2026-03-01T10:01:00Z", ResolutionStatus.UNRESOLVED)
                .ended("2026-03-01T10:00:30Z", ResolutionStatus.RESOLVED)
                .ended("2026-03-01T10:02:00Z", ResolutionStatus.UNRESOLVED)
                .ended("2026-03-01T10:03:00Z", ResolutionStatus.ESCALATED)
                .rated("2026-03-01T10:04:00Z", 5)
                .events());

        assertThat(job.takeFrames())
                .containsExactly(
                        status("active", "2026-03-01T10:00:00.000Z"),
                        status("unresolved", "2026-03-01T10:01:00.000Z"),
                        status("escalated", "2026-03-01T10:03:00.000Z"));
    }

    @Test
    void tellsNothingOfAConversationOfRatingsAlone() throws Exception {
        job.read(new EventScript().rated("2026-03-01T10:00:00Z", 4).events());

        assertThat(job.takeFrames()).isEmpty();
    }

    @Test
    void tellsTheIdleEndAndThatActivityReopensIt() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .escalated("2026-03-01T10:01:00Z")
                .events());
        job.eventTime(at("2026-03-01T10:30:59.999Z"));
        job.takeFrames();

        job.eventTime(at("2026-03-01T10:31:00Z"));
        assertThat(job.takeFrames()).containsExactly(status("escalated", "2026-03-01T10:01:00.000Z"));

        job.restart();
        job.read(new EventScript()
                .eventId(id(3))
                .received("2026-03-01T10:32:00Z")
                .events());
        assertThat(job.takeFrames())
                .containsExactly(
                        status("active", "2026-03-01T10:32:00.000Z"),
                        message(3, "\"question\"", "null", "2026-03-01T10:32:00.000Z", asked("10:32:00.000")));
    }

    @Test
    void showsTheStatusThatTheMessageFinds() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .ended("2026-03-01T10:01:00Z", ResolutionStatus.RESOLVED)
                .received("2026-03-01T10:02:00Z")
                .events());

        assertThat(job.takeFrames().get(3)).contains("\"status\":\"resolved\"");
    }

    @Test
    void sendsNoFrameForEventsMoreThanAnHourBehindEventTime() throws Exception {
        job.eventTime(at("2026-03-01T11:00:00Z"));

        job.read(new EventScript().received("2026-03-01T09:59:59.999Z").events());
        assertThat(job.takeFrames()).isEmpty();

        job.read(new EventScript()
                .conversation(id(0xCC))
                .received("2026-03-01T10:00:00Z")
                .events());
        assertThat(job.takeFrames()).hasSize(2);
    }

    @Test
    void keepsTheNewestOfManyQuestionsThatWait() {
        Dialogue dialogue = new Dialogue();
        List<BotEvent> questions = new ArrayList<>();
        for (int i = 0; i < Dialogue.MOST_WAITING + 1; i++) {
            questions.addAll(new EventScript()
                    .eventId(id(100 + i))
                    .received("2026-03-01T10:00:%02dZ".formatted(i))
                    .events());
        }
        questions.forEach(dialogue::ask);

        List<UUID> answered = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            answered.add(dialogue.answer(new EventScript()
                            .eventId(id(1_000 + i))
                            .sent("2026-03-01T10:02:%02dZ".formatted(i), Outcome.SUCCESS, 1, 0, 0)
                            .events()
                            .get(0))
                    .id());
        }

        assertThat(answered).hasSize(51).startsWith(id(150), id(149)).endsWith(id(101), id(1_050));
    }

    @Test
    void keepsFewOfTheLongestTexts() {
        Dialogue dialogue = new Dialogue();
        for (int i = 0; i < 10; i++) {
            dialogue.ask(question(id(i), "x".repeat(65_536)));
        }

        List<UUID> answered = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answered.add(dialogue.answer(new EventScript()
                            .eventId(id(1_000 + i))
                            .sent("2026-03-01T10:02:%02dZ".formatted(i), Outcome.SUCCESS, 1, 0, 0)
                            .events()
                            .get(0))
                    .id());
        }

        assertThat(answered).startsWith(id(9), id(8), id(7), id(1_003));
    }

    @Test
    void forgetsConversationsAHorizonBehindEventTime() throws Exception {
        job.read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .sent("2026-03-01T10:00:02Z", Outcome.SUCCESS, 1, 0, 0)
                .sent("2026-03-01T10:00:03Z", Outcome.SUCCESS, 1, 0, 0)
                .events());

        job.eventTime(at("2026-03-08T10:00:03.001Z")).flush();
        job.eventTime(at("2026-03-10T10:00:03.001Z")).flush();
        job.eventTime(at("2026-03-10T11:00:03.001Z")).flush();

        job.assertNoStateIsLeft();
    }

    @Test
    void writesEveryFieldAndWhatNeedsEscapes() throws Exception {
        BotEvent plain =
                new EventScript().received("2026-03-01T10:00:00Z").events().get(0);
        job.read(List.of(question(plain.eventId(), "\"\\\n\u00e9\ud83d\ude42")));

        assertThat(job.takeFrames().get(1))
                .isEqualTo("new_message {\"id\":\"" + id(1) + "\",\"conversation_id\":\"" + id(0xC) + "\",\"bot_id\":\""
                        + id(0xB)
                        + "\",\"customer_phone\":\"+27820000001\",\"message\":\"\\\"\\\\\\n\u00e9\ud83d\ude42\","
                        + "\"bot_response\":null,\"timestamp\":\"2026-03-01T10:00:00.000Z\","
                        + "\"asked_at\":\"2026-03-01T10:00:00.000Z\",\"status\":\"active\"}");
    }

    private static BotEvent question(UUID eventId, String text) {
        return new BotEvent(
                EventType.MESSAGE_RECEIVED,
                eventId,
                at("2026-03-01T10:00:00Z"),
                id(0xA),
                id(0xB),
                id(0xC),
                "+27820000001",
                text,
                text.hashCode(),
                BotEvent.ABSENT,
                null,
                0,
                0,
                null,
                null,
                BotEvent.ABSENT);
    }

    private static String asked(String time) {
        return "\"2026-03-01T" + time + "Z\"";
    }

    private static String status(String status, String time) {
        return "conversation_status {\"conversation_id\":\"" + id(0xC) + "\",\"bot_id\":\"" + id(0xB)
                + "\",\"status\":\"" + status + "\",\"timestamp\":\"" + time + "\"}";
    }

    private static String message(long eventId, String question, String answer, String time, String askedAt) {
        return "new_message {\"id\":\"" + id(eventId) + "\",\"conversation_id\":\"" + id(0xC) + "\",\"bot_id\":\""
                + id(0xB) + "\",\"customer_phone\":\"+27820000001\",\"message\":" + question + ",\"bot_response\":"
                + answer + ",\"timestamp\":\"" + time + "\",\"asked_at\":" + askedAt + ",\"status\":\"active\"}";
    }
}
