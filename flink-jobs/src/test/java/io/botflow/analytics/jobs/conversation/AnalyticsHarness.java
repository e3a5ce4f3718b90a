package io.botflow.analytics.jobs.conversation;

import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.conversation.rollup.BotDay;
import io.botflow.analytics.jobs.conversation.rollup.BotMinute;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationFacts;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationHour;
import io.botflow.analytics.jobs.conversation.rollup.RollUpBots;
import io.botflow.analytics.jobs.conversation.rollup.RollUpOrganizations;
import io.botflow.analytics.jobs.conversation.track.TrackConversations;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.sink.TurnedAway;
import io.botflow.analytics.jobs.sink.WrittenRows;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingTaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.apache.flink.util.OutputTag;

/**
 * The stateful operators of the job behind one another, in Flink's test harness and in one task each. Watermarks and
 * flushes come when the test says so.
 */
final class AnalyticsHarness implements AutoCloseable {
    static final Duration HORIZON = Duration.ofDays(7);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final int MAX_PARALLELISM = 128;

    private final Map<String, WrittenTable> tables = new LinkedHashMap<>();
    private final List<TurnedAway> late = new ArrayList<>();
    private KeyedOneInputStreamOperatorTestHarness<EventScope, BotRecord, RowBatch> tracking;
    private KeyedOneInputStreamOperatorTestHarness<BotDay, BotMinute, RowBatch> bots;
    private KeyedOneInputStreamOperatorTestHarness<OrganizationHour, OrganizationFacts, RowBatch> organizations;
    private InterceptingOperatorMetricGroup metrics;
    private long offset;
    private long checkpoint;

    private final StateBackend backend;
    private Snapshot kept;

    /** With state on the heap. */
    AnalyticsHarness() throws Exception {
        this(new HashMapStateBackend());
    }

    AnalyticsHarness(StateBackend backend) throws Exception {
        this(backend, null);
    }

    private AnalyticsHarness(StateBackend backend, Snapshot from) throws Exception {
        this.backend = backend;
        tables.put(ExpectedTables.CONVERSATIONS, new WrittenTable(Tables.conversationMetrics()));
        tables.put(ExpectedTables.BOT_DAYS, new WrittenTable(Tables.botPerformanceMetrics()));
        tables.put(ExpectedTables.QUARTER_HOURS, new WrittenTable(Tables.botMetrics("bot_metrics_15m")));
        tables.put(ExpectedTables.MINUTES, new WrittenTable(Tables.botMetrics("bot_metrics_1m")));
        tables.put(ExpectedTables.USAGE, new WrittenTable(Tables.usageAnalytics()));
        open(from);
    }

    /** Goes on from a checkpoint that {@link #writeCheckpoint} wrote, perhaps long ago. */
    static AnalyticsHarness restored(Path directory) throws Exception {
        return new AnalyticsHarness(
                new HashMapStateBackend(),
                new Snapshot(
                        read(directory, "track-conversations"),
                        read(directory, "roll-up-bots"),
                        read(directory, "roll-up-organizations")));
    }

    /** What the tables hold of what was written since the checkpoint that is kept. */
    @SuppressWarnings("serial") // never sent anywhere
    private static final class RowsAhead implements WrittenRows {
        private final transient Map<String, WrittenTable> tables;

        RowsAhead(Map<String, WrittenTable> tables) {
            this.tables = tables;
        }

        @Override
        public void forEach(Table<?> table, Instant since, Each each) throws Exception {
            for (WrittenRows.Key row : tables.get(table.name()).ahead()) {
                each.accept(row);
            }
        }
    }

    private record Snapshot(
            OperatorSubtaskState tracking, OperatorSubtaskState bots, OperatorSubtaskState organizations) {}

    private void open(Snapshot from) throws Exception {
        metrics = new InterceptingOperatorMetricGroup();
        tracking = new KeyedOneInputStreamOperatorTestHarness<>(
                new TrackConversations(HORIZON, FLUSH),
                read -> EventScope.of(read.event()),
                EventScope.TYPE,
                new MockEnvironmentBuilder()
                        .setMaxParallelism(MAX_PARALLELISM)
                        .setMetricGroup(new InterceptingTaskMetricGroup() {
                            @Override
                            public InternalOperatorMetricGroup getOrAddOperator(
                                    OperatorID id, String name, Map<String, String> variables) {
                                return metrics;
                            }
                        })
                        .build());
        bots = new KeyedOneInputStreamOperatorTestHarness<>(
                new RollUpBots(HORIZON, FLUSH, new RowsAhead(tables)),
                BotMinute::day,
                BotDay.TYPE,
                MAX_PARALLELISM,
                1,
                0);
        organizations = new KeyedOneInputStreamOperatorTestHarness<>(
                new RollUpOrganizations(HORIZON, FLUSH, new RowsAhead(tables)),
                OrganizationFacts::hour,
                OrganizationHour.TYPE,
                MAX_PARALLELISM,
                1,
                0);
        open(tracking, RowBatch.TYPE.createSerializer(null), from == null ? null : from.tracking);
        open(bots, RowBatch.TYPE.createSerializer(null), from == null ? null : from.bots);
        open(organizations, RowBatch.TYPE.createSerializer(null), from == null ? null : from.organizations);
    }

    private <K, I> void open(
            KeyedOneInputStreamOperatorTestHarness<K, I, RowBatch> harness,
            TypeSerializer<RowBatch> rows,
            OperatorSubtaskState from)
            throws Exception {
        harness.setStateBackend(backend);
        harness.setup(rows);
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
    }

    void read(BotEvent event) throws Exception {
        tracking.processElement(new StreamRecord<>(new BotRecord(null, new byte[0], 0, offset++, event, null)));
        passOn();
    }

    /** Moves event time of the stream. */
    void eventTime(long time) throws Exception {
        tracking.processWatermark(new Watermark(time));
        passOn();
    }

    /** Lets every operator emit what it gathered. */
    void flush() throws Exception {
        tracking.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        passOn();
        bots.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        organizations.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        passOn();
    }

    /** Takes a checkpoint and goes on from it with new operators, as after a crash right behind it. */
    void restart() throws Exception {
        Snapshot snapshot = checkpoint();
        close();
        open(snapshot);
    }

    /** Takes a checkpoint to go on from later. */
    void keepCheckpoint() throws Exception {
        kept = checkpoint();
        tables.values().forEach(WrittenTable::keep);
    }

    /** Goes on from the checkpoint that was kept, while the tables hold what was written since. */
    void crash() throws Exception {
        close();
        open(kept);
        tick();
    }

    /** Lets the flush interval pass: the restored event time goes out, then rows that are ahead are written again. */
    private void tick() throws Exception {
        tracking.setProcessingTime(tracking.getProcessingTime() + FLUSH.toMillis());
        passOn();
        bots.setProcessingTime(bots.getProcessingTime() + FLUSH.toMillis());
        organizations.setProcessingTime(organizations.getProcessingTime() + FLUSH.toMillis());
        passOn();
    }

    /** Takes a checkpoint into files, one for each operator. */
    void writeCheckpoint(Path directory) throws Exception {
        Snapshot snapshot = checkpoint();
        write(snapshot.tracking, directory, "track-conversations");
        write(snapshot.bots, directory, "roll-up-bots");
        write(snapshot.organizations, directory, "roll-up-organizations");
    }

    private static void write(OperatorSubtaskState state, Path directory, String operator) throws IOException {
        OperatorSnapshotUtil.writeStateHandle(
                state, directory.resolve(operator + ".bin").toString());
    }

    private static OperatorSubtaskState read(Path directory, String operator) throws Exception {
        return OperatorSnapshotUtil.readStateHandle(
                directory.resolve(operator + ".bin").toString());
    }

    private Snapshot checkpoint() throws Exception {
        flush();
        checkpoint++;
        return new Snapshot(
                tracking.snapshot(checkpoint, 0), bots.snapshot(checkpoint, 0), organizations.snapshot(checkpoint, 0));
    }

    private void passOn() throws Exception {
        for (StreamRecord<BotMinute> facts : drain(tracking, TrackConversations.BOT_FACTS)) {
            bots.processElement(new StreamRecord<>(facts.getValue()));
        }
        for (StreamRecord<OrganizationFacts> facts : drain(tracking, TrackConversations.ORGANIZATION_FACTS)) {
            organizations.processElement(new StreamRecord<>(facts.getValue()));
        }
        drain(tracking, TrackConversations.LATE).forEach(turnedAway -> late.add(turnedAway.getValue()));
        for (Object output : tracking.getOutput()) {
            if (output instanceof Watermark watermark) {
                bots.processWatermark(watermark);
                organizations.processWatermark(watermark);
            }
        }
        write(ExpectedTables.CONVERSATIONS, tracking);
        write(ExpectedTables.BOT_DAYS, bots);
        write(ExpectedTables.USAGE, organizations);
        drain(bots, RollUpBots.QUARTERS)
                .forEach(batch -> tables.get(ExpectedTables.QUARTER_HOURS).write(batch.getValue()));
        drain(bots, RollUpBots.MINUTES)
                .forEach(batch -> tables.get(ExpectedTables.MINUTES).write(batch.getValue()));
    }

    private static <T> List<StreamRecord<T>> drain(
            KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness, OutputTag<T> tag) {
        Queue<StreamRecord<T>> output = harness.getSideOutput(tag);
        if (output == null) {
            return List.of();
        }
        List<StreamRecord<T>> drained = new ArrayList<>(output);
        output.clear();
        return drained;
    }

    private void write(String table, KeyedOneInputStreamOperatorTestHarness<?, ?, RowBatch> harness) {
        harness.extractOutputValues().forEach(batch -> tables.get(table).write(batch));
        harness.getOutput().clear();
    }

    WrittenTable table(String name) {
        return tables.get(name);
    }

    List<TurnedAway> late() {
        return late;
    }

    /** A counter of what became of the events read. */
    long counter(String name) {
        return ((Counter) metrics.get(name)).getCount();
    }

    int keysInState() {
        return tracking.numKeyedStateEntries() + bots.numKeyedStateEntries() + organizations.numKeyedStateEntries();
    }

    int timers() {
        return tracking.numEventTimeTimers() + bots.numEventTimeTimers() + organizations.numEventTimeTimers();
    }

    @Override
    public void close() {
        try {
            tracking.close();
            bots.close();
            organizations.close();
        } catch (Exception e) {
            throw new IllegalStateException("an operator did not close", e);
        }
    }
}
