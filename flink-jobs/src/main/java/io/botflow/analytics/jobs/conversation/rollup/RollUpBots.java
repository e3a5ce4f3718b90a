package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.sink.Progress;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.sink.WrittenRows;
import io.botflow.analytics.schemas.row.BotBucketRow;
import io.botflow.analytics.schemas.row.BotPerformanceRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Rolls the facts of a bot up into its minutes, quarter hours and UTC day, and emits the rows that changed: days on the
 * main output, the others aside.
 *
 * <p>A day stays in state until no event can belong to it and no conversation may take a fact of it back; its minutes
 * leave after 48 hours.
 */
public final class RollUpBots extends RollUpOperator<BotDay, BotMinute> {
    public static final OutputTag<RowBatch> MINUTES = new OutputTag<>("bot-minutes", RowBatch.TYPE);
    public static final OutputTag<RowBatch> QUARTERS = new OutputTag<>("bot-quarters", RowBatch.TYPE);
    /** Never holds a record: it carries event time to who reports it. */
    public static final OutputTag<Void> PROGRESS = new OutputTag<>("bot-progress", Types.VOID);

    private static final long serialVersionUID = 1;
    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;
    private static final int MINUTES_OF_QUARTER = 15;
    /** Changed days held in memory at most. */
    private static final int MOST_GATHERED = 10_000;

    private static final Table<BotPerformanceRow> DAY_TABLE = Tables.botPerformanceMetrics();
    private static final Table<BotBucketRow> QUARTER_TABLE = Tables.botMetrics("bot_metrics_15m");
    private static final Table<BotBucketRow> MINUTE_TABLE = Tables.botMetrics("bot_metrics_1m");

    private final long horizonMillis;
    private transient ValueState<BotBucket> days;
    private transient MapState<Integer, BotBucket> quarters;
    private transient MapState<Integer, BotBucket> minutes;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Map<BotDay, Changed> changed;

    /** What changed within a day since the last flush: minutes and quarter hours by their number in the day. */
    private record Changed(BitSet minutes, BitSet quarters) {}

    /**
     * @param horizon the lateness horizon
     * @param flushInterval how long changes are gathered at most
     * @param writtenRows what is in the tables
     */
    public RollUpBots(Duration horizon, Duration flushInterval, WrittenRows writtenRows) {
        super(flushInterval, writtenRows);
        this.horizonMillis = horizon.toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        days = getRuntimeContext().getState(new ValueStateDescriptor<>("bot-day", BotBucketSerializer.TYPE));
        quarters = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("bot-quarters", Types.INT, BotBucketSerializer.TYPE));
        minutes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("bot-minutes", Types.INT, BotBucketSerializer.TYPE));
        timers = getInternalTimerService("retention", VoidNamespaceSerializer.INSTANCE, this);
        changed = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<BotMinute> element) throws Exception {
        BotMinute combined = element.getValue();
        BotDay key = (BotDay) getCurrentKey();
        int minute = (int) Math.floorMod(combined.minute(), (long) BotDay.MINUTES);
        int quarter = minute / MINUTES_OF_QUARTER;
        Changed inDay = changed(key);

        BotBucket day = days.value();
        if (day == null) {
            day = new BotBucket();
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, settledAt(key));
        }
        day.addAll(combined.facts());
        days.update(day);
        merge(quarters, quarter, combined.facts());
        inDay.quarters.set(quarter);
        if (isKept(combined.minute() * MINUTE_MILLIS)) {
            merge(minutes, minute, combined.facts());
            inDay.minutes.set(minute);
            long hourEnd = (Math.floorDiv(combined.minute(), 60L) + 1) * HOUR_MILLIS;
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, hourEnd + Progress.MINUTES_KEPT_MILLIS);
        }
        if (isSettled(key, day)) {
            settle(key);
        }
        if (changed.size() >= MOST_GATHERED) {
            flush();
        }
    }

    private Changed changed(BotDay key) {
        return changed.computeIfAbsent(key, day -> new Changed(new BitSet(), new BitSet()));
    }

    @Override
    protected List<Table<?>> tables() {
        return List.of(DAY_TABLE, QUARTER_TABLE, MINUTE_TABLE);
    }

    @Override
    protected BotDay keyOf(WrittenRows.Key row) {
        return new BotDay(row.organizationId(), row.botId(), Math.floorDiv(row.start(), BotDay.MILLIS));
    }

    @Override
    protected void writeAgain(Table<?> table, WrittenRows.Key row, BotDay key) throws Exception {
        if (days.value() == null && eventTime() >= settledAt(key)) {
            return;
        }
        int minute = (int) (Math.floorMod(row.start(), BotDay.MILLIS) / MINUTE_MILLIS);
        if (table == QUARTER_TABLE) {
            changed(key).quarters.set(minute / MINUTES_OF_QUARTER);
        } else if (table == MINUTE_TABLE) {
            changed(key).minutes.set(minute);
        } else {
            Changed unused = changed(key);
        }
        if (changed.size() >= MOST_GATHERED) {
            flush();
        }
    }

    @Override
    protected long eventTime() {
        return timers.currentWatermark();
    }

    @Override
    public void onEventTime(InternalTimer<BotDay, VoidNamespace> timer) throws Exception {
        BotDay key = timer.getKey();
        BotBucket day = days.value();
        if (day != null && isSettled(key, day)) {
            settle(key);
            return;
        }
        // Rows first: what changed in a minute that leaves now has to be written from it.
        if (changed.containsKey(key)) {
            emitGathered();
            setCurrentKey(key);
        }
        List<Integer> leaving = new ArrayList<>();
        for (Integer minute : minutes.keys()) {
            if (!isKept(minuteStart(key, minute))) {
                leaving.add(minute);
            }
        }
        for (Integer minute : leaving) {
            minutes.remove(minute);
        }
    }

    private void settle(BotDay key) throws Exception {
        if (changed.containsKey(key)) {
            emitGathered();
            setCurrentKey(key);
        }
        days.clear();
        quarters.clear();
        minutes.clear();
    }

    /** After this no event of the day is in time any more. */
    private long settledAt(BotDay key) {
        return (key.day() + 1) * BotDay.MILLIS + horizonMillis;
    }

    private boolean isSettled(BotDay key, BotBucket day) {
        return timers.currentWatermark() >= settledAt(key) && day.get(BotCounter.RETRACTABLE) == 0;
    }

    private boolean isKept(long minuteStart) {
        long eventTime = timers.currentWatermark();
        return eventTime == Long.MIN_VALUE || minuteStart >= Progress.oldestMinute(eventTime);
    }

    private static void merge(MapState<Integer, BotBucket> buckets, int number, BotBucket facts) throws Exception {
        BotBucket bucket = buckets.get(number);
        if (bucket == null) {
            bucket = new BotBucket();
        }
        bucket.addAll(facts);
        buckets.put(number, bucket);
    }

    @Override
    protected boolean hasGathered() {
        return !changed.isEmpty();
    }

    @Override
    protected void emitGathered() throws Exception {
        List<BotPerformanceRow> dayRows = new ArrayList<>();
        List<BotBucketRow> quarterRows = new ArrayList<>();
        List<BotBucketRow> minuteRows = new ArrayList<>();
        Map<BotDay, Changed> gathered = changed;
        changed = new HashMap<>();
        List<BotDay> keys = new ArrayList<>(gathered.keySet());
        keys.sort(BotDay.ORDER);
        for (BotDay key : keys) {
            setCurrentKey(key);
            Changed inDay = gathered.get(key);
            dayRows.add(BotRows.day(key, orEmpty(days.value())));
            for (int quarter : inDay.quarters.stream().toArray()) {
                long start = minuteStart(key, quarter * MINUTES_OF_QUARTER);
                quarterRows.add(BotRows.bucket(key, start, orEmpty(quarters.get(quarter))));
            }
            for (int minute : inDay.minutes.stream().toArray()) {
                if (isKept(minuteStart(key, minute))) {
                    minuteRows.add(BotRows.bucket(key, minuteStart(key, minute), orEmpty(minutes.get(minute))));
                }
            }
        }
        DAY_TABLE.batches(dayRows, batch -> output.collect(new StreamRecord<>(batch)));
        QUARTER_TABLE.batches(quarterRows, batch -> output.collect(QUARTERS, new StreamRecord<>(batch)));
        MINUTE_TABLE.batches(minuteRows, batch -> output.collect(MINUTES, new StreamRecord<>(batch)));
    }

    /** Of a row of which the state knows nothing. */
    private static BotBucket orEmpty(BotBucket bucket) {
        return bucket == null ? new BotBucket() : bucket;
    }

    private static long minuteStart(BotDay key, int minute) {
        return key.day() * BotDay.MILLIS + minute * MINUTE_MILLIS;
    }
}
