package io.botflow.analytics.jobs.conversation;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.admission.EndCounters;
import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.oracle.ExpectedTable;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The state that an earlier release left behind is read by this one, and the job goes on as if it had never stopped. The
 * files were written by {@link StateFixture}.
 */
class StateCompatibilityTest {
    private static final long HISTORY = StateFixture.history().size();

    private AnalyticsHarness job;

    @BeforeEach
    void restore() throws Exception {
        Path directory =
                Path.of(StateCompatibilityTest.class.getResource("/state/v1").toURI());
        job = AnalyticsHarness.restored(directory);
    }

    @AfterEach
    void close() {
        job.close();
    }

    @Test
    void goesOnToTheRowsOfTheWholeHistory() throws Exception {
        List<BotEvent> further = new EventScript()
                // an earlier start, by another bot
                .conversation(StateFixture.ENDED)
                .bot(StateFixture.OTHER_BOT)
                .customer("+27820000009")
                .eventId(id(0x1001))
                .received("2026-03-09T07:59:00Z")
                // a first end
                .conversation(StateFixture.OPEN)
                .bot(StateFixture.BOT)
                .eventId(id(0x1002))
                .ended("2026-03-09T12:01:00Z", ResolutionStatus.RESOLVED)
                // activity after an idle end
                .conversation(StateFixture.IDLE)
                .eventId(id(0x1003))
                .received("2026-03-09T11:59:00Z")
                // the first event that is no rating
                .conversation(StateFixture.RATED)
                .bot(StateFixture.OTHER_BOT)
                .eventId(id(0x1004))
                .received("2026-03-09T12:00:00Z")
                // an eleventh thousand of responses, and slower ones
                .conversation(StateFixture.LONG)
                .eventId(id(0x10001))
                .sent("2026-03-09T11:59:00Z", Outcome.FAILURE, 9_000, 1, 1)
                // a second end, days behind the first, and an earlier message of a day
                .conversation(StateFixture.DAYS_LONG)
                .eventId(id(0x1005))
                .ended("2026-03-09T07:30:00Z", ResolutionStatus.RESOLVED)
                .eventId(id(0x1006))
                .received("2026-03-09T06:59:00Z")
                .eventId(id(0x1007))
                .escalated("2026-03-06T09:00:00Z")
                // a new conversation
                .conversation(id(0xC8))
                .received("2026-03-09T12:02:00Z")
                .events();

        List<BotEvent> all = new ArrayList<>(StateFixture.history());
        all.addAll(further);
        read(further);
        read(all);
        job.flush();

        long eventTime = StateFixture.EVENT_TIME;
        ExpectedTables expected = ExpectedTables.of(BatchRecomputation.recompute(all, eventTime));
        for (String table : List.of(
                ExpectedTables.CONVERSATIONS,
                ExpectedTables.BOT_DAYS,
                ExpectedTables.QUARTER_HOURS,
                ExpectedTables.USAGE)) {
            assertThat(job.table(table).rows())
                    .as("rows of %s changed by further events", table)
                    .isNotEmpty();
            assertThat(TableComparison.differences(
                            written(expected.table(table)), job.table(table).rows()))
                    .isEmpty();
        }
        assertThat(conversation(StateFixture.ENDED))
                .containsEntry("bot_id", StateFixture.OTHER_BOT.toString())
                .containsEntry("total_messages", "3");
        assertThat(conversation(StateFixture.IDLE)).containsEntry("ended_at", null);
        assertThat(conversation(StateFixture.LONG)).containsEntry("slowest_response_ms", "9000");
    }

    @Test
    void knowsEveryEventThatItCounted() throws Exception {
        read(StateFixture.history());
        job.flush();

        assertEnds(HISTORY, 2 + HISTORY, 1, 1);
        assertThat(job.table(ExpectedTables.CONVERSATIONS).written()).isZero();
    }

    @Test
    void knowsTheContentOfEveryEventThatItCounted() throws Exception {
        for (BotEvent event : StateFixture.history().subList(0, 20)) {
            job.read(StateFixture.conflicting(event));
        }

        assertEnds(HISTORY, 2 + 20, 1 + 20, 1);
    }

    @Test
    void knowsWhatIsLate() throws Exception {
        job.read(StateFixture.late());
        job.eventTime(at("2026-03-03T00:00:00Z"));
        job.read(StateFixture.late());

        assertEnds(HISTORY, 2, 1, 3);
        assertThat(job.late()).hasSize(2);
    }

    @Test
    void keepsTheTimersOfOpenConversationsAndOfItsState() throws Exception {
        job.eventTime(at("2026-03-09T12:15:03Z"));
        job.flush();
        assertThat(conversation(StateFixture.OPEN)).containsEntry("ended_at", "2026-03-09T11:45:03Z");

        for (String time : List.of("2026-03-17T00:00:00Z", "2026-04-17T00:00:00Z", "2026-04-17T00:00:01Z")) {
            job.eventTime(at(time));
            job.flush();
        }
        assertThat(job.keysInState()).isZero();
        assertThat(job.timers()).isZero();
    }

    @Test
    void goesOnToCountManyUsersWithinTwoPercent() throws Exception {
        read(new EventScript()
                .organization(id(0xAAA))
                .bot(StateFixture.OTHER_BOT)
                .conversation(id(0xC7))
                .eventId(id(0x100001))
                .customer("+27849")
                .received("2026-03-09T11:56:00Z")
                .events());
        job.flush();

        long users =
                Long.parseLong(job.table(ExpectedTables.USAGE).rows().get(0).get("active_users"));
        assertThat(users).isBetween(9_997L, 10_405L);
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

    private Map<String, String> conversation(Object id) {
        return job.table(ExpectedTables.CONVERSATIONS).rows().stream()
                .filter(row -> row.get("conversation_id").equals(id.toString())
                        && row.get("organization_id").equals(id(0xA).toString()))
                .findFirst()
                .orElseThrow();
    }

    /** The expected rows that were written since the restore: the others stand in the tables already. */
    private ExpectedTable written(ExpectedTable expected) {
        Set<List<String>> keys = job.table(expected.name()).rows().stream()
                .map(row -> key(expected, row))
                .collect(Collectors.toSet());
        return new ExpectedTable(
                expected.name(),
                expected.key(),
                expected.optional(),
                expected.rows().stream()
                        .filter(row -> keys.contains(key(expected, row)))
                        .map(StateCompatibilityTest::asSketched)
                        .toList());
    }

    /** Over 10 000 responses the percentiles come from a sketch: each as an interval of one value. */
    private static Map<String, String> asSketched(Map<String, String> row) {
        if (!StateFixture.LONG.toString().equals(row.get("conversation_id"))) {
            return row;
        }
        Map<String, String> sketched = new LinkedHashMap<>(row);
        for (String percentile : List.of("p50_response_time_ms", "p95_response_time_ms", "p99_response_time_ms")) {
            sketched.computeIfPresent(percentile, (column, millis) -> millis + ".." + millis);
        }
        return sketched;
    }

    private static List<String> key(ExpectedTable table, Map<String, String> row) {
        return table.key().stream()
                .map(row::get)
                .map(cell -> cell.replace(".000Z", "Z"))
                .toList();
    }
}
