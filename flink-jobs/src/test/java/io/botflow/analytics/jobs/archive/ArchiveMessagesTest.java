package io.botflow.analytics.jobs.archive;

import static io.botflow.analytics.jobs.oracle.EventScript.at;
import static io.botflow.analytics.jobs.oracle.EventScript.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.SentRows;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import io.botflow.analytics.schemas.event.ResolutionStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArchiveMessagesTest {
    private static final int SETS = 20;

    private final List<Map<String, String>> written = new ArrayList<>();
    private KeyedOneInputStreamOperatorTestHarness<EventScope, BotRecord, RowBatch> archive;
    private long checkpoint;

    @BeforeEach
    void openNew() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        archive.close();
    }

    @Test
    void writesMessagesOfBothDirectionsAndNothingElse() throws Exception {
        read(new EventScript()
                .started("2026-03-01T10:00:00Z")
                .received("2026-03-01T10:00:01Z")
                .sent("2026-03-01T10:00:02Z", Outcome.FALLBACK, 1_200, 7, 1_500, KnowledgeBase.MISS)
                .sent("2026-03-01T10:00:03Z", Outcome.SUCCESS, BotEvent.ABSENT, 0, 0)
                .escalated("2026-03-01T10:00:04Z")
                .rated("2026-03-01T10:00:05Z", 3)
                .ended("2026-03-01T10:00:06Z", ResolutionStatus.RESOLVED)
                .apiCalled("2026-03-01T10:00:07Z")
                .events());
        flush();

        assertThat(written).extracting(row -> row.get("direction")).containsExactly("inbound", "outbound", "outbound");
        assertThat(written.get(0))
                .containsEntry("text", "question")
                .containsEntry("occurred_at", "2026-03-01T10:00:01Z")
                .containsEntry("tokens_used", null)
                .containsEntry("cost_usd", null);
        assertThat(written.get(1))
                .containsEntry("response_time_ms", "1200")
                .containsEntry("outcome", "fallback")
                .containsEntry("tokens_used", "7")
                .containsEntry("cost_usd", "0.000002")
                .containsEntry("knowledge_base", "miss");
        assertThat(written.get(2)).containsEntry("response_time_ms", null).containsEntry("tokens_used", "0");
    }

    @Test
    void holdsTheMessagesOfABatchRecomputationForAnyOrderOfArrival() throws Exception {
        long firstSeed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("ArchiveMessagesTest: " + SETS + " sets from -Dbotflow.seed=" + firstSeed);
        for (long seed = firstSeed; seed < firstSeed + SETS; seed++) {
            Random random = new Random(seed);
            List<BotEvent> events = GeneratedEvents.shuffledWithRedeliveries(GeneratedEvents.events(seed, 15), random);
            written.clear();
            close();
            openNew();
            for (BotEvent event : events) {
                read(List.of(event));
                switch (random.nextInt(20)) {
                    case 0 -> flush();
                    case 1 -> restart();
                    default -> {}
                }
            }
            flush();

            ExpectedTables expected = ExpectedTables.of(BatchRecomputation.recompute(events, 0));
            assertThat(TableComparison.differences(expected.table(ExpectedTables.MESSAGES), written))
                    .as("-Dbotflow.seed=%d", seed)
                    .isEmpty();
        }
    }

    @Test
    void leavesRedeliveriesOutEvenWhereTheirContentDiffers() throws Exception {
        read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .eventId(id(1))
                .received("2026-03-01T10:00:01Z")
                .eventId(id(1))
                .sent("2026-03-01T10:00:02Z", Outcome.SUCCESS, 5, 5, 5)
                .events());
        restart();
        read(new EventScript().received("2026-03-01T10:00:00Z").events());
        flush();

        assertThat(written).hasSize(1);
        assertThat(written.get(0)).containsEntry("occurred_at", "2026-03-01T10:00:00Z");
    }

    @Test
    void leavesOutAMessageWhoseIdAnEventOfAnotherTypeTookFirst() throws Exception {
        read(new EventScript()
                .rated("2026-03-01T10:00:00Z", 5)
                .eventId(id(1))
                .received("2026-03-01T10:00:01Z")
                .events());
        flush();

        assertThat(written).isEmpty();
    }

    @Test
    void leavesLateMessagesOutAfterARestartToo() throws Exception {
        archive.processWatermark(new Watermark(at("2026-03-08T10:00:00Z")));
        restart();

        read(new EventScript()
                .received("2026-03-01T09:59:59.999Z")
                .received("2026-03-01T10:00:00Z")
                .events());
        flush();

        assertThat(written).extracting(row -> row.get("occurred_at")).containsExactly("2026-03-01T10:00:00Z");
    }

    @Test
    void keepsEqualIdsOfOrganizationsAndConversationsApart() throws Exception {
        read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .conversation(id(0xCC))
                .eventId(id(1))
                .received("2026-03-01T10:00:00Z")
                .organization(id(0xAA))
                .eventId(id(1))
                .received("2026-03-01T10:00:00Z")
                .events());
        flush();

        assertThat(written).hasSize(3);
    }

    @Test
    void letsGoOfAConversationAHorizonAfterItsNewestEvent() throws Exception {
        read(new EventScript()
                .received("2026-03-01T10:00:00Z")
                .received("2026-03-03T10:00:00Z")
                .apiCalled("2026-03-01T10:00:00Z")
                .events());
        archive.processWatermark(new Watermark(at("2026-03-10T10:00:00Z")));
        assertThat(archive.numKeyedStateEntries()).isEqualTo(1);

        archive.processWatermark(new Watermark(at("2026-03-10T10:00:00.001Z")));
        assertThat(archive.numKeyedStateEntries()).isZero();
        assertThat(archive.numEventTimeTimers()).isZero();
    }

    @Test
    void holdsTwoThousandRowsAtMost() throws Exception {
        EventScript script = new EventScript();
        for (int i = 0; i < 2_000; i++) {
            script.received("2026-03-01T10:00:00Z");
        }
        read(script.events());

        assertThat(archive.extractOutputValues()).hasSize(1);
        assertThat(archive.extractOutputValues().get(0).size()).isEqualTo(2_000);
    }

    private void open(OperatorSubtaskState from) throws Exception {
        archive = new KeyedOneInputStreamOperatorTestHarness<>(
                new ArchiveMessages(Duration.ofDays(7), Duration.ofSeconds(1)),
                read -> EventScope.of(read.event()),
                EventScope.TYPE,
                128,
                1,
                0);
        archive.setup(RowBatch.TYPE.createSerializer(new SerializerConfigImpl()));
        if (from != null) {
            archive.initializeState(from);
        }
        archive.open();
    }

    private void restart() throws Exception {
        flush();
        OperatorSubtaskState state = archive.snapshot(++checkpoint, 0);
        archive.close();
        open(state);
    }

    private void read(List<BotEvent> events) throws Exception {
        for (BotEvent event : events) {
            archive.processElement(new StreamRecord<>(new BotRecord(null, null, 0, 0, event, null)));
        }
    }

    private void flush() throws Exception {
        archive.prepareSnapshotPreBarrier(checkpoint);
        for (RowBatch batch : archive.extractOutputValues()) {
            for (Map<String, String> cells : SentRows.of(Tables.messages(), batch)) {
                cells.computeIfPresent("cost_usd", (column, cost) -> asStored(cost));
                written.add(cells);
            }
        }
        archive.getOutput().clear();
    }

    /** The column has six decimals, and PostgreSQL rounds half up. */
    private static String asStored(String cost) {
        return new BigDecimal(cost).setScale(6, RoundingMode.HALF_UP).toPlainString();
    }
}
