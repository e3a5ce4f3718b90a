package io.botflow.analytics.jobs.conversation;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.admission.EndCounters;
import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule on what counts, what is taken back and what is let go, by an event script of its own. */
class TrackConversationsTest {
    private static final UUID BOT = id(0xB);
    private static final UUID OTHER_BOT = id(0xBB);
    private static final long HORIZON = AnalyticsHarness.HORIZON.toMillis();
    private static final Collection<String> TABLES = List.of(
            ExpectedTables.CONVERSATIONS,
            ExpectedTables.BOT_DAYS,
            ExpectedTables.QUARTER_HOURS,
            ExpectedTables.USAGE,
            ExpectedTables.MINUTES);

    private AnalyticsHarness job;

    @BeforeEach
    void startJob() throws Exception {
        job = new AnalyticsHarness();
    }

    @AfterEach
    void closeJob() {
        job.close();
    }

    @Test
    void countsARedeliveredEventOnce() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .apiCalled("2026-03-01T10:00:01Z")
                .events();

        read(events);
        read(events);
        job.restart();
        read(events);

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertEnds(2, 4, 0, 0);
    }

    @Test
    void keepsTheFirstReadOfTwoEventsInConflictAndCountsTheOther() throws Exception {
        BotEvent first =
                new EventScript().received("2026-03-01T10:00:00Z").events().get(0);
        BotEvent otherTime =
                new EventScript().received("2026-03-01T10:00:00.001Z").events().get(0);
        BotEvent otherBot = new EventScript()
                .bot(OTHER_BOT)
                .received("2026-03-01T10:00:00Z")
                .events()
                .get(0);
        BotEvent call =
                new EventScript().apiCalled("2026-03-01T10:00:00Z").events().get(0);
        BotEvent otherCall =
                new EventScript().apiCalled("2026-03-01T11:00:00Z").events().get(0);

        read(List.of(first, otherTime, otherBot, first, call, otherCall));

        assertTablesAre(List.of(first, call), Long.MIN_VALUE / 2);
        assertEnds(2, 4, 3, 0);
    }

    @Test
    void turnsAnEventAwayOneMillisecondBehindTheHorizonAndNotOnIt() throws Exception {
        long eventTime = at("2026-03-08T10:00:00Z");
        job.eventTime(eventTime);
        List<BotEvent> onTheHorizon = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .apiCalled("2026-03-01T10:00:00Z")
                .events();
        List<BotEvent> behindIt = new EventScript()
                .eventId(id(7))
                .received("2026-03-01T09:59:59.999Z")
                .eventId(id(8))
                .apiCalled("2026-03-01T09:59:59.999Z")
                .events();

        read(onTheHorizon);
        read(behindIt);

        assertThat(job.late()).extracting(late -> late.offset()).containsExactly(2L, 3L);
        assertEnds(2, 0, 0, 2);
        assertThat(row(ExpectedTables.USAGE))
                .containsEntry("messages_received", "1")
                .containsEntry("api_calls_made", "1");
    }

    @Test
    void takesNothingForLateBeforeTheFirstEventTime() throws Exception {
        read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .conversation(id(0xCC))
                .received("0001-01-01T00:00:00Z")
                .events());

        assertEnds(2, 0, 0, 0);
    }

    @Test
    void movesTheStartAndTheDurationToAnEarlierEvent() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-02T00:10:00Z")
                .ended("2026-03-02T00:20:00Z", ResolutionStatus.RESOLVED)
                .received("2026-03-01T23:50:00Z")
                .events();

        read(events.subList(0, 2));
        job.flush();
        read(events.subList(2, 3));

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertThat(row(ExpectedTables.CONVERSATIONS)).containsEntry("duration_seconds", "1800");
    }

    @Test
    void movesTheEndToALaterEndInWhateverOrderTheyCome() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .ended("2026-03-01T12:00:00Z", ResolutionStatus.UNRESOLVED)
                .ended("2026-03-01T11:00:00Z", ResolutionStatus.ESCALATED)
                .ended("2026-03-02T11:00:00Z", ResolutionStatus.RESOLVED)
                .events();

        for (BotEvent event : events) {
            read(List.of(event));
            job.flush();
        }

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertThat(row(ExpectedTables.CONVERSATIONS)).containsEntry("resolution_status", "resolved");
    }

    @Test
    void takesTheLargerIdAsTextForTheLaterOfTwoEndsAtOneTime() throws Exception {
        UUID largerAsText = UUID.fromString("f0000000-0000-4000-8000-000000000000");
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .eventId(largerAsText)
                .ended("2026-03-01T11:00:00Z", ResolutionStatus.RESOLVED)
                .eventId(UUID.fromString("70000000-0000-4000-8000-000000000000"))
                .ended("2026-03-01T11:00:00Z", ResolutionStatus.UNRESOLVED)
                .events();

        read(events);

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertThat(row(ExpectedTables.CONVERSATIONS)).containsEntry("resolution_status", "resolved");
    }

    @Test
    void countsActivityAfterAnExplicitEndWithoutReopening() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .ended("2026-03-01T10:05:00Z", ResolutionStatus.RESOLVED)
                .received("2026-03-01T13:00:00Z")
                .events();

        read(events);
        job.eventTime(at("2026-03-01T14:00:00Z"));

        assertTablesAre(events, at("2026-03-01T14:00:00Z"));
        assertThat(row(ExpectedTables.CONVERSATIONS))
                .containsEntry("ended_at", "2026-03-01T10:05:00Z")
                .containsEntry("total_messages", "2");
    }

    @Test
    void endsAnIdleConversationThirtyMinutesAfterItsLastActivityAndNotBefore() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .escalated("2026-03-01T10:01:00Z")
                .rated("2026-03-01T10:20:00Z", 3)
                .events();
        read(events);

        job.eventTime(at("2026-03-01T10:30:59.999Z"));
        job.flush();
        assertThat(row(ExpectedTables.CONVERSATIONS)).containsEntry("ended_at", null);

        job.eventTime(at("2026-03-01T10:31:00Z"));
        assertTablesAre(events, at("2026-03-01T10:31:00Z"));
        assertThat(row(ExpectedTables.CONVERSATIONS))
                .containsEntry("ended_at", "2026-03-01T10:01:00Z")
                .containsEntry("resolution_status", "escalated");
    }

    @Test
    void takesAnIdleEndBackWhenActivityFollows() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .received("2026-03-01T11:00:00Z")
                .events();
        read(events.subList(0, 1));
        job.eventTime(at("2026-03-01T10:45:00Z"));
        job.flush();
        assertThat(row(ExpectedTables.USAGE)).containsEntry("conversations_ended", "1");

        read(events.subList(1, 2));

        assertTablesAre(events, at("2026-03-01T10:45:00Z"));
        assertThat(row(ExpectedTables.CONVERSATIONS))
                .containsEntry("ended_at", null)
                .containsEntry("resolution_status", null);
        job.eventTime(at("2026-03-01T11:30:00Z"));
        assertTablesAre(events, at("2026-03-01T11:30:00Z"));
    }

    @Test
    void endsAConversationAtOnceWhoseIdleEndIsPastAlready() throws Exception {
        List<BotEvent> events =
                new EventScript().received("2026-03-01T10:00:00Z").events();
        job.eventTime(at("2026-03-01T10:30:00Z"));

        read(events);

        assertTablesAre(events, at("2026-03-01T10:30:00Z"));
        assertThat(row(ExpectedTables.CONVERSATIONS)).containsEntry("ended_at", "2026-03-01T10:00:00Z");
    }

    @Test
    void replacesAnIdleEndByAnExplicitOne() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .ended("2026-03-01T09:59:00Z", ResolutionStatus.RESOLVED)
                .events();
        read(events.subList(0, 1));
        job.eventTime(at("2026-03-01T12:00:00Z"));
        job.flush();

        read(events.subList(1, 2));

        assertTablesAre(events, at("2026-03-01T12:00:00Z"));
    }

    @Test
    void movesAllThatIsTheConversationsToTheBotOfAnEarlierEvent() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .escalated("2026-03-01T10:01:00Z")
                .rated("2026-03-01T10:02:00Z", 4)
                .ended("2026-03-02T10:03:00Z", ResolutionStatus.RESOLVED)
                .bot(OTHER_BOT)
                .customer("+27820000002")
                .received("2026-03-01T09:59:00Z")
                .events();
        read(events.subList(0, 4));
        job.flush();

        read(events.subList(4, 5));

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertThat(row(ExpectedTables.CONVERSATIONS))
                .containsEntry("bot_id", OTHER_BOT.toString())
                .containsEntry("customer_phone", "+27820000002");
        assertThat(botDay(OTHER_BOT, "2026-03-01"))
                .containsEntry("total_conversations", "1")
                .containsEntry("conversations_escalated", "1")
                .containsEntry("rating_sum", "4");
        assertThat(botDay(BOT, "2026-03-01"))
                .containsEntry("total_conversations", "0")
                .containsEntry("conversations_escalated", "0")
                .containsEntry("rating_count", "0")
                .containsEntry("total_messages", "1");
    }

    @Test
    void countsRatingsAloneInTheAverageAndNowhereElse() throws Exception {
        List<BotEvent> events = new EventScript()
                .rated("2026-03-01T10:00:00Z", 4)
                .rated("2026-03-01T10:05:00Z", 5)
                .events();

        read(events);
        job.eventTime(at("2026-03-01T12:00:00Z"));
        job.flush();

        assertThat(job.table(ExpectedTables.CONVERSATIONS).rows()).isEmpty();
        assertThat(job.table(ExpectedTables.USAGE).rows()).isEmpty();
        assertThat(botDay(BOT, "2026-03-01"))
                .containsEntry("customer_satisfaction_avg", "4.50")
                .containsEntry("total_conversations", "0")
                .containsEntry("active_conversations", "0")
                .containsEntry("conversations_ended", "0");
    }

    @Test
    void handsEarlierRatingsToTheBotOfTheFirstEventThatIsNone() throws Exception {
        List<BotEvent> events = new EventScript()
                .rated("2026-03-01T10:00:00Z", 4)
                .bot(OTHER_BOT)
                .received("2026-03-01T11:00:00Z")
                .events();
        read(events.subList(0, 1));
        job.flush();

        read(events.subList(1, 2));

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertThat(botDay(OTHER_BOT, "2026-03-01")).containsEntry("customer_satisfaction_avg", "4.00");
    }

    @Test
    void beginsANewPartBehindTheHorizonAndLetsStandWhatTheOldOneCounted() throws Exception {
        List<BotEvent> old = new EventScript()
                .sent("2026-03-01T10:00:00Z", Outcome.SUCCESS, 900, 5, 100)
                .ended("2026-03-01T10:05:00Z", ResolutionStatus.RESOLVED)
                .events();
        read(old);
        job.flush();
        Map<String, String> oldDay = botDay(BOT, "2026-03-01");
        job.eventTime(at("2026-03-08T10:05:00.001Z"));

        read(new EventScript().bot(OTHER_BOT).received("2026-03-08T11:00:00Z").events());
        job.eventTime(at("2026-03-08T11:10:00Z"));
        job.flush();

        assertThat(row(ExpectedTables.CONVERSATIONS))
                .containsEntry("bot_id", OTHER_BOT.toString())
                .containsEntry("started_at", "2026-03-08T11:00:00Z")
                .containsEntry("ended_at", null)
                .containsEntry("total_messages", "1")
                .containsEntry("bot_messages", "0");
        assertThat(botDay(BOT, "2026-03-01")).isEqualTo(oldDay).containsEntry("conversations_ended", "1");
        assertThat(botDay(OTHER_BOT, "2026-03-08")).containsEntry("total_conversations", "1");
    }

    @Test
    void goesOnWithAPartWhoseNewestEventIsExactlyAHorizonBehind() throws Exception {
        read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-08T10:00:00Z"));

        read(new EventScript().eventId(id(2)).received("2026-03-08T11:00:00Z").events());
        job.flush();

        assertThat(row(ExpectedTables.CONVERSATIONS))
                .containsEntry("started_at", "2026-03-01T10:00:00Z")
                .containsEntry("total_messages", "2");
    }

    @Test
    void writesOneRowOfAConversationThatLeftTheStateTwiceBetweenFlushes() throws Exception {
        read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-09T10:00:00Z"));
        read(new EventScript().received("2026-03-09T11:00:00Z").events());
        job.eventTime(at("2026-03-20T10:00:00Z"));

        job.flush();

        assertThat(row(ExpectedTables.CONVERSATIONS)).containsEntry("started_at", "2026-03-09T11:00:00Z");
        assertThat(botDay(BOT, "2026-03-01")).containsEntry("total_conversations", "1");
        assertThat(botDay(BOT, "2026-03-09")).containsEntry("total_conversations", "1");
    }

    @Test
    void keepsWhatIdsOfTwoOrganizationsShareApart() throws Exception {
        List<BotEvent> events = new ArrayList<>(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .apiCalled("2026-03-01T10:00:00Z")
                .events());
        events.addAll(new EventScript()
                .organization(id(0xAA))
                .received("2026-03-01T10:30:00Z")
                .apiCalled("2026-03-01T10:30:00Z")
                .events());

        read(events);

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertThat(job.table(ExpectedTables.CONVERSATIONS).rows()).hasSize(2);
        assertEnds(4, 0, 0, 0);
    }

    @Test
    void keepsAnOrganizationsEventApartFromAConversationOfTheSameId() throws Exception {
        List<BotEvent> events = new EventScript()
                .conversation(id(9))
                .received("2026-03-01T10:00:00Z")
                .eventId(id(9))
                .apiCalled("2026-03-01T10:00:00Z")
                .events();

        read(events);

        assertTablesAre(events, Long.MIN_VALUE / 2);
        assertEnds(2, 0, 0, 0);
    }

    @Test
    void holdsNeitherStateNorTimersOnceEverythingIsFarPast() throws Exception {
        read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .rated("2026-03-01T10:01:00Z", 5)
                .apiCalled("2026-03-01T10:02:00Z")
                .conversation(id(0xCC))
                .rated("2026-03-02T10:00:00Z", 1)
                .conversation(id(0xCCC))
                .sent("2026-03-03T10:00:00Z", Outcome.FALLBACK, 5, 6, 7)
                .ended("2026-03-05T10:00:00Z", ResolutionStatus.RESOLVED)
                .events());
        job.flush();
        assertThat(job.keysInState()).isPositive();
        assertThat(job.timers()).isPositive();

        job.eventTime(at("2026-03-12T10:00:00.001Z"));
        job.flush();
        assertThat(job.keysInState())
                .as("days that a late event may still change")
                .isPositive();

        job.eventTime(at("2026-04-12T10:00:00Z"));
        job.flush();
        job.eventTime(at("2026-04-12T10:00:01Z"));
        job.flush();
        assertThat(job.keysInState()).isZero();
        assertThat(job.timers()).isZero();
    }

    @Test
    void takesAnEndBackInADayThatEventTimeLeftLongAgo() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .ended("2026-03-01T10:05:00Z", ResolutionStatus.UNRESOLVED)
                .rated("2026-03-01T10:06:00Z", 2)
                .received("2026-03-04T10:00:00Z")
                .received("2026-03-07T10:00:00Z")
                .received("2026-03-10T10:00:00Z")
                .ended("2026-03-10T10:01:00Z", ResolutionStatus.RESOLVED)
                .events();
        for (BotEvent event : events) {
            read(List.of(event));
            job.flush();
            job.eventTime(event.occurredAt() - 60_000);
        }

        assertThat(job.late()).isEmpty();
        job.flush();
        assertDifferencesNone(
                events,
                at("2026-03-10T10:00:00Z"),
                List.of(
                        ExpectedTables.CONVERSATIONS,
                        ExpectedTables.BOT_DAYS,
                        ExpectedTables.QUARTER_HOURS,
                        ExpectedTables.USAGE));
        assertThat(botDay(BOT, "2026-03-01"))
                .containsEntry("conversations_ended", "0")
                .containsEntry("duration_sum_seconds", "0")
                .containsEntry("total_messages", "1");
        assertThat(botDay(BOT, "2026-03-10")).containsEntry("conversations_ended", "1");

        job.eventTime(at("2026-05-01T00:00:00Z"));
        job.flush();
        assertThat(job.keysInState())
                .as("a day is let go once nothing can be taken back")
                .isZero();
    }

    @Test
    void writesNoMinuteOfAQuarterHourOlderThanTwoDaysOfEventTime() throws Exception {
        read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-03T10:14:59.999Z"));
        job.flush();
        long minutes = job.table(ExpectedTables.MINUTES).written();

        read(new EventScript()
                .eventId(id(2))
                .received("2026-03-01T10:00:30Z")
                .eventId(id(3))
                .received("2026-03-01T09:59:59.999Z")
                .events());
        job.flush();
        assertThat(job.table(ExpectedTables.MINUTES).written() - minutes)
                .as("10:00 is the oldest minute")
                .isEqualTo(1);

        job.eventTime(at("2026-03-03T10:15:00Z"));
        job.flush();
        read(new EventScript().eventId(id(4)).received("2026-03-01T10:00:45Z").events());
        job.flush();
        assertThat(job.table(ExpectedTables.MINUTES).written() - minutes)
                .as("10:00 is left behind")
                .isEqualTo(1);
        assertThat(botDay(BOT, "2026-03-01")).containsEntry("inbound_messages", "4");
        assertThat(job.table(ExpectedTables.QUARTER_HOURS).rows())
                .anySatisfy(quarter -> assertThat(quarter)
                        .containsEntry("bucket_start", "2026-03-01T10:00:00Z")
                        .containsEntry("inbound", "3"));
    }

    @Test
    void writesNoMinuteOlderThanTwoDaysRightAfterARestartEither() throws Exception {
        read(new EventScript().received("2026-03-01T10:00:00Z").events());
        job.eventTime(at("2026-03-05T10:00:00Z"));
        job.flush();
        long minutes = job.table(ExpectedTables.MINUTES).written();

        job.restart();
        read(new EventScript().eventId(id(2)).received("2026-03-01T10:00:30Z").events());
        job.flush();

        assertThat(botDay(BOT, "2026-03-01")).containsEntry("inbound_messages", "2");
        assertThat(job.table(ExpectedTables.MINUTES).written()).isEqualTo(minutes);
    }

    @Test
    void knowsWhatIsLateAfterARestartBeforeEventTimeComesFromItsInput() throws Exception {
        job.eventTime(at("2026-03-08T10:00:00Z"));
        job.restart();

        read(new EventScript()
                .received("2026-03-01T09:59:59.999Z")
                .received("2026-03-01T10:00:00Z")
                .events());
        job.eventTime(at("2026-03-07T00:00:00Z"));
        read(new EventScript()
                .eventId(id(3))
                .received("2026-03-01T09:59:59.999Z")
                .events());

        assertEnds(1, 0, 0, 2);
    }

    @Test
    void addsUpWhatBecameOfEveryEventOverRestarts() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .rated("2026-03-01T10:00:00Z", 5)
                .events();
        read(events);
        job.restart();
        read(events);
        job.eventTime(at("2026-03-01T10:00:00Z") + HORIZON + 1);
        job.restart();
        job.restart();
        read(events);

        assertEnds(2, 2, 0, 2);
    }

    @Test
    void countsAnOrganizationsEventAgainOnlyBehindTheHorizonWhereItIsLate() throws Exception {
        List<BotEvent> call =
                new EventScript().apiCalled("2026-03-01T10:00:00Z").events();
        read(call);
        job.eventTime(at("2026-03-01T10:00:00Z") + HORIZON);
        read(call);
        job.eventTime(at("2026-03-01T10:00:00Z") + HORIZON + 1);
        read(call);
        job.flush();

        assertEnds(1, 1, 0, 1);
        assertThat(row(ExpectedTables.USAGE)).containsEntry("api_calls_made", "1");
    }

    @Test
    void writesSomeRowsAlreadyWhileALeapOfEventTimeEndsManyConversations() throws Exception {
        for (int conversation = 0; conversation < 25_000; conversation++) {
            read(new EventScript()
                    .conversation(id(conversation))
                    .received("2026-03-01T10:00:00Z")
                    .events());
        }
        job.flush();
        long written = job.table(ExpectedTables.CONVERSATIONS).written();

        job.eventTime(at("2026-03-05T10:00:00Z"));

        assertThat(job.table(ExpectedTables.CONVERSATIONS).written() - written).isEqualTo(20_000);
        job.flush();
        assertThat(job.table(ExpectedTables.CONVERSATIONS).written() - written).isEqualTo(25_000);
        assertThat(job.table(ExpectedTables.CONVERSATIONS).rows())
                .allSatisfy(row -> assertThat(row).containsEntry("ended_at", "2026-03-01T10:00:00Z"));
    }

    @Test
    void writesNoRowForARedelivery() throws Exception {
        List<BotEvent> events =
                new EventScript().received("2026-03-01T10:00:00Z").events();
        read(events);
        job.flush();
        List<Long> written =
                TABLES.stream().map(table -> job.table(table).written()).toList();

        read(events);
        job.flush();

        assertThat(TABLES.stream().map(table -> job.table(table).written())).isEqualTo(written);
        assertThat(Duration.ofMillis(HORIZON)).isEqualTo(Duration.ofDays(7));
    }

    private void read(List<BotEvent> events) throws Exception {
        for (BotEvent event : events) {
            job.read(event);
        }
    }

    private void assertEnds(long counted, long duplicate, long conflict, long late) {
        assertThat(List.of(
                        job.counter(EndCounters.COUNTED),
                        job.counter(EndCounters.DUPLICATE),
                        job.counter(EndCounters.CONFLICT),
                        job.counter(EndCounters.LATE)))
                .as("counted, duplicate, conflict, late")
                .containsExactly(counted, duplicate, conflict, late);
    }

    private void assertTablesAre(List<BotEvent> events, long eventTime) throws Exception {
        job.flush();
        assertDifferencesNone(events, eventTime, TABLES);
    }

    private void assertDifferencesNone(List<BotEvent> events, long eventTime, Collection<String> tables) {
        ExpectedTables expected = ExpectedTables.of(BatchRecomputation.recompute(events, eventTime));
        for (String table : tables) {
            assertThat(TableComparison.differences(
                            expected.table(table), job.table(table).rows()))
                    .isEmpty();
        }
    }

    private Map<String, String> row(String table) throws Exception {
        job.flush();
        assertThat(job.table(table).rows()).hasSize(1);
        return job.table(table).rows().get(0);
    }

    private Map<String, String> botDay(UUID bot, String date) {
        return job.table(ExpectedTables.BOT_DAYS).rows().stream()
                .filter(row -> row.get("bot_id").equals(bot.toString())
                        && row.get("date").equals(date))
                .findFirst()
                .orElseThrow();
    }
}
