package io.botflow.analytics.jobs.oracle;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.Tables.BotBucketKey;
import io.botflow.analytics.jobs.oracle.Tables.BotDayKey;
import io.botflow.analytics.jobs.oracle.Tables.ConversationKey;
import io.botflow.analytics.jobs.oracle.Tables.UsageKey;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchRecomputationTest {
    private static final UUID ORGANIZATION = id(0xA);
    private static final UUID BOT = id(0xB);
    private static final UUID OTHER_BOT = id(0xBB);
    private static final ConversationKey CONVERSATION = new ConversationKey(ORGANIZATION, id(0xC));
    private static final long FAR = at("2030-01-01T00:00:00Z");

    @Test
    void slicesGiveTheSameTablesAsAllEventsAtOnce() {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("-Dbotflow.seed=" + seed);
        List<BotEvent> events = GeneratedEvents.events(seed, 60);
        var computation = BatchRecomputation.ofSlices(FAR);
        for (int slice = 0; slice < 3; slice++) {
            int number = slice;
            computation.addSlice(events.stream()
                    .filter(event ->
                            Math.floorMod(Objects.hash(event.organizationId(), event.conversationId()), 3) == number)
                    .toList());
        }

        ExpectedTables wanted = ExpectedTables.of(BatchRecomputation.recompute(events, FAR));
        ExpectedTables sliced = ExpectedTables.of(computation.figures());

        for (String table : List.of(
                ExpectedTables.CONVERSATIONS,
                ExpectedTables.BOT_DAYS,
                ExpectedTables.USAGE,
                ExpectedTables.QUARTER_HOURS)) {
            assertThat(sliced.table(table).rows())
                    .as(table)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(wanted.table(table).rows());
        }
    }

    @Test
    void describesAConversationFromItsFirstEventToItsLatestEnd() {
        List<BotEvent> events = new EventScript()
                .started("2026-03-01T10:00:00.250Z")
                .received("2026-03-01T10:00:01Z")
                .sent("2026-03-01T10:00:02Z", Outcome.SUCCESS, 1_000, 10, 1_500, KnowledgeBase.HIT)
                .sent("2026-03-01T10:00:03Z", Outcome.FAILURE, 2_001, 20, 1_000)
                .sent("2026-03-01T10:00:04Z", Outcome.FALLBACK, BotEvent.ABSENT, 0, 0, KnowledgeBase.MISS)
                .ended("2026-03-01T10:00:05Z", ResolutionStatus.UNRESOLVED)
                .ended("2026-03-01T10:01:00Z", ResolutionStatus.RESOLVED)
                .rated("2026-03-01T10:02:00Z", 2)
                .received("2026-03-01T12:00:00Z")
                .rated("2026-03-01T10:01:30Z", 5)
                .events();

        ConversationMetricsRow row =
                BatchRecomputation.recompute(events, FAR).conversations().get(CONVERSATION);

        assertThat(row.startedAt()).isEqualTo(at("2026-03-01T10:00:00.250Z"));
        assertThat(row.endedAt()).isEqualTo(at("2026-03-01T10:01:00Z"));
        assertThat(row.durationSeconds()).isEqualTo(59);
        assertThat(row.resolutionStatus()).isEqualTo(ResolutionStatus.RESOLVED);
        assertThat(List.of(row.totalMessages(), row.userMessages(), row.botMessages()))
                .containsExactly(5L, 2L, 3L);
        // (1000 + 2001) / 2 = 1500.5; p95 = 1000 + 1001 * 0.95 = 1950.95
        assertThat(row.avgResponseTimeMillis()).isEqualTo(1_501);
        assertThat(row.p50ResponseTimeMillis()).isEqualTo(1_501);
        assertThat(row.p95ResponseTimeMillis()).isEqualTo(1_951);
        assertThat(row.p99ResponseTimeMillis()).isEqualTo(1_991);
        assertThat(row.slowestResponseMillis()).isEqualTo(2_001);
        assertThat(row.estimatedCostUsd()).isEqualTo(new BigDecimal("0.000003"));
        assertThat(row.customerSatisfaction()).isEqualTo(2);
        assertThat(row.lastMessageAt()).isEqualTo(at("2026-03-01T12:00:00Z"));
        assertThat(row.eventCount()).isEqualTo(10);
    }

    @Test
    void endsAnIdleConversationExactlyThirtyMinutesAfterItsLastEventThatIsNoRating() {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .escalated("2026-03-01T10:00:10.500Z")
                .rated("2026-03-01T11:00:00Z", 4)
                .events();

        long idleEnd = at("2026-03-01T10:30:10.500Z");
        ConversationMetricsRow open = BatchRecomputation.recompute(events, idleEnd - 1)
                .conversations()
                .get(CONVERSATION);
        ConversationMetricsRow ended =
                BatchRecomputation.recompute(events, idleEnd).conversations().get(CONVERSATION);

        assertThat(open.endedAt()).isNull();
        assertThat(open.durationSeconds()).isNull();
        assertThat(open.resolutionStatus()).isNull();
        assertThat(ended.endedAt()).isEqualTo(at("2026-03-01T10:00:10.500Z"));
        assertThat(ended.durationSeconds()).isEqualTo(10);
        assertThat(ended.resolutionStatus()).isEqualTo(ResolutionStatus.ESCALATED);
    }

    @Test
    void countsAConversationOfRatingsAloneOnlyInTheSatisfactionOfItsEarliestRatingsBot() {
        List<BotEvent> events = new EventScript()
                .bot(OTHER_BOT)
                .rated("2026-03-01T12:00:00Z", 5)
                .bot(BOT)
                .rated("2026-03-01T11:00:00Z", 2)
                .events();

        Tables tables = BatchRecomputation.recompute(events, FAR);

        assertThat(tables.conversations()).isEmpty();
        assertThat(tables.usage()).isEmpty();
        Map<String, String> day = day(tables, BOT, "2026-03-01");
        assertThat(day).containsEntry("customer_satisfaction_avg", "3.50").containsEntry("total_conversations", "0");
        assertThat(tables.botDays()).hasSize(1);
        assertThat(tables.minutes()).hasSize(2);
    }

    @Test
    void splitsAConversationOverMidnightAndTwoBots() {
        List<BotEvent> events = new EventScript()
                .received("2026-02-28T23:58:30Z")
                .escalated("2026-02-28T23:59:10Z")
                .escalated("2026-02-28T23:59:59.999Z")
                .bot(OTHER_BOT)
                .sent("2026-02-28T23:59:59.999Z", Outcome.SUCCESS, 100, 5, 2_000_000)
                .sent("2026-03-01T00:00:00Z", Outcome.FAILURE, 300, 8, 1_000_000)
                .escalated("2026-03-01T00:00:20Z")
                .sent("2026-03-01T00:01:00Z", Outcome.SUCCESS, 301, 7, 0)
                .events();

        Tables tables = BatchRecomputation.recompute(events, FAR);

        assertThat(day(tables, BOT, "2026-02-28"))
                .containsEntry("total_conversations", "1")
                .containsEntry("active_conversations", "1")
                .containsEntry("conversations_escalated", "1")
                .containsEntry("handoff_rate", "100.00");
        assertThat(day(tables, OTHER_BOT, "2026-02-28"))
                .containsEntry("total_conversations", "0")
                .containsEntry("active_conversations", "1")
                .containsEntry("handoff_rate", "0.00");
        // The conversation's bot said nothing on the second day: escalated and ended, never active.
        assertThat(day(tables, BOT, "2026-03-01"))
                .containsEntry("active_conversations", "0")
                .containsEntry("conversations_escalated", "1")
                .containsEntry("handoff_rate", null)
                .containsEntry("avg_conversation_duration_seconds", "150");
        assertThat(day(tables, OTHER_BOT, "2026-03-01"))
                .containsEntry("active_conversations", "1")
                .containsEntry("total_messages", "2")
                .containsEntry("avg_response_time_ms", "301")
                .containsEntry("p50_response_time_ms", "300..301")
                .containsEntry("success_rate", "50.00")
                .containsEntry("avg_tokens_per_conversation", "15")
                .containsEntry("cost_per_conversation_usd", "0.001000");
        assertThat(minute(tables, BOT, "2026-02-28T23:59:00Z").count(BotCount.CONVERSATIONS_ESCALATED))
                .isEqualTo(1);
        assertThat(minute(tables, OTHER_BOT, "2026-03-01T00:00:00Z").count(BotCount.ACTIVE_CONVERSATIONS))
                .isEqualTo(1);
        assertThat(minute(tables, OTHER_BOT, "2026-03-01T00:01:00Z").count(BotCount.ACTIVE_CONVERSATIONS))
                .isZero();
        assertThat(minute(tables, BOT, "2026-03-01T00:01:00Z").durationHistogram())
                .containsExactly(0L, 0L, 0L, 1L, 0L, 0L, 0L, 0L);
    }

    @Test
    void ordersIdsAsText() {
        UUID small = UUID.fromString("70000000-0000-4000-8000-000000000000");
        UUID large = UUID.fromString("80000000-0000-4000-8000-000000000000");
        List<BotEvent> events = new EventScript()
                .eventId(large)
                .bot(large)
                .received("2026-03-01T10:00:00Z")
                .eventId(small)
                .bot(small)
                .received("2026-03-01T10:00:00Z")
                .eventId(id(1))
                .rated("2026-03-01T10:00:00Z", 1)
                .events();

        Tables tables = BatchRecomputation.recompute(events, FAR);

        assertThat(tables.conversations().get(CONVERSATION).botId()).isEqualTo(small);
        UsageAnalyticsRow hour = tables.usage().get(new UsageKey(ORGANIZATION, at("2026-03-01T10:00:00Z")));
        assertThat(hour.mostActiveBotId()).isEqualTo(small);
        assertThat(hour.botsActive()).isEqualTo(2);
        assertThat(hour.activeUsers()).isEqualTo(1);
    }

    @Test
    void keepsTheFirstReadOfAnEventAndCountsTheOthers() {
        List<BotEvent> first =
                new EventScript().received("2026-03-01T10:00:00Z").events();
        List<BotEvent> differing =
                new EventScript().escalated("2026-03-01T10:00:00Z").events();
        List<BotEvent> elsewhere = new EventScript()
                .conversation(id(0xCC))
                .received("2026-03-01T10:00:00Z")
                .organization(id(0xAA))
                .conversation(id(0xC))
                .eventId(id(1))
                .received("2026-03-01T10:00:00Z")
                .eventId(id(1))
                .apiCalled("2026-03-01T10:00:00Z")
                .events();
        List<BotEvent> read = new ArrayList<>(first);
        read.addAll(first);
        read.addAll(differing);
        read.addAll(elsewhere);

        FirstReads reads = FirstReads.of(read);

        assertThat(reads.events()).hasSize(4).startsWith(first.get(0));
        assertThat(reads.duplicates()).isEqualTo(2);
        assertThat(reads.conflicts()).isEqualTo(1);
    }

    @Test
    void doesNotDependOnArrivalOrder() {
        for (long seed = 0; seed < 20; seed++) {
            List<BotEvent> events = GeneratedEvents.events(seed, 30);
            List<BotEvent> shuffled = GeneratedEvents.shuffledWithRedeliveries(events, new Random(seed));
            Tables ordered = BatchRecomputation.recompute(events, FAR);
            Tables disordered = BatchRecomputation.recompute(shuffled, FAR);

            ExpectedTables expected = ExpectedTables.of(ordered);
            ExpectedTables actual = ExpectedTables.of(disordered);
            for (String table : expected.names()) {
                assertThat(TableComparison.differences(
                                expected.table(table), actual.table(table).rows()))
                        .as("seed %s, %s", seed, table)
                        .isEmpty();
            }
            assertThat(disordered.reads().duplicates()).isEqualTo(shuffled.size() - (long) events.size());
            assertThat(disordered.reads().conflicts()).isZero();
        }
    }

    @Test
    void bucketsAddUpToDays() {
        Tables tables = BatchRecomputation.recompute(GeneratedEvents.events(7, 60), FAR);

        for (BotCount count : BotCount.values()) {
            long days = sum(tables.botDays().values(), count);
            assertThat(sum(tables.minutes().values(), count)).as(count.name()).isEqualTo(days);
            assertThat(sum(tables.quarterHours().values(), count))
                    .as(count.name())
                    .isEqualTo(days);
        }
    }

    private static long sum(Iterable<BotFigures> figures, BotCount count) {
        long sum = 0;
        for (BotFigures each : figures) {
            sum += each.count(count);
        }
        return sum;
    }

    private static Map<String, String> day(Tables tables, UUID bot, String date) {
        var key = new BotDayKey(ORGANIZATION, bot, LocalDate.parse(date));
        return RowText.botDay(key, tables.botDays().get(key));
    }

    private static BotFigures minute(Tables tables, UUID bot, String start) {
        return tables.minutes().get(new BotBucketKey(ORGANIZATION, bot, at(start)));
    }
}
