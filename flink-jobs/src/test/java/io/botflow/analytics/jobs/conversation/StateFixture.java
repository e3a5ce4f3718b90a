package io.botflow.analytics.jobs.conversation;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;

import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Writes the state that {@link StateCompatibilityTest} restores, as the code of the day makes it. A new format gets a
 * new directory; those of older releases stay as they are.
 */
final class StateFixture {
    /** Where event time stands in the checkpoint. */
    static final long EVENT_TIME = at("2026-03-09T12:00:00Z");

    static final UUID BOT = id(0xB);
    static final UUID OTHER_BOT = id(0xBB);
    /** Ended explicitly. */
    static final UUID ENDED = id(0xC1);
    /** Open, its last message a moment ago. */
    static final UUID OPEN = id(0xC2);
    /** Ended for want of activity. */
    static final UUID IDLE = id(0xC3);
    /** Known by its ratings only. */
    static final UUID RATED = id(0xC4);
    /** With more responses than are kept one by one. */
    static final UUID LONG = id(0xC5);
    /** Several days long and with two bots. */
    static final UUID DAYS_LONG = id(0xC6);

    private static final int LONG_RESPONSES = 10_050;
    private static final int USERS = 10_200;

    private StateFixture() {}

    /** Writes the checkpoint into the directory that is the only argument. */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Path.of(args[0]));
        try (AnalyticsHarness job = new AnalyticsHarness()) {
            List<BotEvent> events = history();
            job.eventTime(at("2026-03-03T00:00:00Z"));
            for (BotEvent event : events) {
                job.read(event);
            }
            job.eventTime(EVENT_TIME);
            // Each end once: a duplicate, a conflict, a late event.
            job.read(events.get(0));
            job.read(conflicting(events.get(1)));
            job.read(late());
            job.writeCheckpoint(directory);
        }
    }

    /** Every event counted before the checkpoint; it must never change. */
    static List<BotEvent> history() {
        EventScript script = new EventScript()
                .conversation(ENDED)
                .started("2026-03-09T08:00:00Z")
                .received("2026-03-09T08:00:05Z")
                .sent("2026-03-09T08:00:07Z", Outcome.SUCCESS, 1_900, 120, 2_000_000_001L, KnowledgeBase.HIT)
                .escalated("2026-03-09T08:05:00Z")
                .ended("2026-03-09T08:10:00Z", ResolutionStatus.RESOLVED)
                .rated("2026-03-09T08:11:00Z", 5)
                .conversation(OPEN)
                .customer("+27820000002")
                .received("2026-03-09T11:45:00Z")
                .sent("2026-03-09T11:45:03Z", Outcome.FALLBACK, 2_500, 15, 999_999_999, KnowledgeBase.MISS)
                .conversation(IDLE)
                .escalated("2026-03-09T10:00:00Z")
                .received("2026-03-09T10:20:00Z")
                .conversation(RATED)
                .rated("2026-03-09T09:00:00Z", 2)
                .conversation(DAYS_LONG)
                .customer("\u00e9t\u00e9 \ud83d\ude42")
                .received("2026-03-04T23:59:59.999Z")
                .bot(OTHER_BOT)
                .sent("2026-03-05T00:00:00Z", Outcome.FAILURE, 86_400_000, Integer.MAX_VALUE, 1_000_000_000_000_000L)
                .ended("2026-03-05T00:00:01Z", ResolutionStatus.UNRESOLVED)
                .escalated("2026-03-06T10:00:00Z")
                .received("2026-03-09T07:00:00Z")
                .bot(BOT)
                .apiCalled("2026-03-09T11:00:00Z")
                .organization(id(0xAA))
                .conversation(ENDED)
                .received("2026-03-09T08:00:05Z");
        List<BotEvent> events = new ArrayList<>(script.events());
        events.addAll(longConversation());
        events.addAll(manyUsers());
        return events;
    }

    static BotEvent conflicting(BotEvent event) {
        return GeneratedEvents.at(event, event.occurredAt() + 1);
    }

    /** An event one millisecond behind the lateness horizon. */
    static BotEvent late() {
        return new EventScript()
                .conversation(id(0xC9))
                .eventId(id(0x9999))
                .received("2026-03-02T11:59:59.999Z")
                .events()
                .get(0);
    }

    private static List<BotEvent> longConversation() {
        EventScript script = new EventScript().conversation(LONG).customer("+27820000003");
        for (int i = 0; i < LONG_RESPONSES; i++) {
            script.sent("2026-03-09T11:50:00Z", Outcome.SUCCESS, 100 + i % 3_000, 1, 7);
        }
        return script.events();
    }

    /** One message of each of so many customers in one hour: more than are counted one by one. */
    private static List<BotEvent> manyUsers() {
        EventScript script =
                new EventScript().organization(id(0xAAA)).bot(OTHER_BOT).conversation(id(0xC7));
        for (int i = 0; i < USERS; i++) {
            script.customer("+2783" + i).received("2026-03-09T11:55:00Z");
        }
        List<BotEvent> events = script.events();
        if (events.get(0).type() != EventType.MESSAGE_RECEIVED) {
            throw new IllegalStateException("users count by the messages that they send");
        }
        return events;
    }
}
