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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private transient Map<BotDay, GatheredDay> gathered;

    /**
     * Facts that came since the last flush, so that the state is read and written once per bucket and flush and not per
     * fact; without any where a row is to be written again.
     *
     * @param quarters by their number in the day
     * @param minutes by their number in the day
     */
    private record GatheredDay(
            BotBucket day, SortedMap<Integer, BotBucket> quarters, SortedMap<Integer, BotBucket> minutes) {
        GatheredDay() {
            this(new BotBucket(), new TreeMap<>(), new TreeMap<>());
        }

        BotBucket quarter(int number) {
            return quarters.computeIfAbsent(number, quarter -> new BotBucket());
        }

        BotBucket minute(int number) {
            return minutes.computeIfAbsent(number, minute -> new BotBucket());
        }
    }

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
        gathered = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<BotMinute> element) throws Exception {
        BotMinute combined = element.getValue();
        BotDay key = (BotDay) getCurrentKey();
        int minute = (int) Math.floorMod(combined.minute(), (long) BotDay.MINUTES);
        GatheredDay day = gathered(key);
        day.day.addAll(combined.facts());
        day.quarter(minute / MINUTES_OF_QUARTER).addAll(combined.facts());
        if (isKept(combined.minute() * MINUTE_MILLIS)) {
            day.minute(minute).addAll(combined.facts());
        }
        flushIfMany();
    }

    private GatheredDay gathered(BotDay key) {
        return gathered.computeIfAbsent(key, day -> new GatheredDay());
    }

    private void flushIfMany() throws Exception {
        if (gathered.size() >= MOST_GATHERED) {
            flush();
        }
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
        GatheredDay day = gathered(key);
        if (table == QUARTER_TABLE) {
            BotBucket unused = day.quarter(minute / MINUTES_OF_QUARTER);
        } else if (table == MINUTE_TABLE) {
            BotBucket unused = day.minute(minute);
        }
        flushIfMany();
    }

    @Override
    protected long eventTime() {
        return timers.currentWatermark();
    }

    @Override
    public void onEventTime(InternalTimer<BotDay, VoidNamespace> timer) throws Exception {
        BotDay key = timer.getKey();
        if (gathered.containsKey(key)) {
            emitGathered();
            setCurrentKey(key);
        }
        BotBucket day = days.value();
        if (day != null && isSettled(key, day)) {
            clear();
            return;
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

    private void clear() {
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

    @Override
    protected boolean hasGathered() {
        return !gathered.isEmpty();
    }

    @Override
    protected void emitGathered() throws Exception {
        List<BotPerformanceRow> dayRows = new ArrayList<>();
        List<BotBucketRow> quarterRows = new ArrayList<>();
        List<BotBucketRow> minuteRows = new ArrayList<>();
        Map<BotDay, GatheredDay> emitted = gathered;
        gathered = new HashMap<>();
        List<BotDay> keys = new ArrayList<>(emitted.keySet());
        keys.sort(BotDay.ORDER);
        for (BotDay key : keys) {
            setCurrentKey(key);
            GatheredDay facts = emitted.get(key);
            BotBucket day = merged(days.value(), facts.day);
            dayRows.add(BotRows.day(key, day));
            for (Map.Entry<Integer, BotBucket> quarter : facts.quarters.entrySet()) {
                long start = minuteStart(key, quarter.getKey() * MINUTES_OF_QUARTER);
                quarterRows.add(BotRows.bucket(key, start, merge(quarters, quarter)));
            }
            for (Map.Entry<Integer, BotBucket> minute : facts.minutes.entrySet()) {
                long start = minuteStart(key, minute.getKey());
                if (isKept(start)) {
                    minuteRows.add(BotRows.bucket(key, start, merge(minutes, minute)));
                    long hourEnd = (Math.floorDiv(start, HOUR_MILLIS) + 1) * HOUR_MILLIS;
                    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, hourEnd + Progress.MINUTES_KEPT_MILLIS);
                }
            }
            if (isSettled(key, day)) {
                clear();
            } else if (!facts.day.isZero()) {
                days.update(day);
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, settledAt(key));
            }
        }
        DAY_TABLE.batches(dayRows, batch -> output.collect(new StreamRecord<>(batch)));
        QUARTER_TABLE.batches(quarterRows, batch -> output.collect(QUARTERS, new StreamRecord<>(batch)));
        MINUTE_TABLE.batches(minuteRows, batch -> output.collect(MINUTES, new StreamRecord<>(batch)));
    }

    /** Adds facts to the bucket in state that has their number, and gives what it holds then. */
    private static BotBucket merge(MapState<Integer, BotBucket> buckets, Map.Entry<Integer, BotBucket> facts)
            throws Exception {
        BotBucket bucket = merged(buckets.get(facts.getKey()), facts.getValue());
        if (!facts.getValue().isZero()) {
            buckets.put(facts.getKey(), bucket);
        }
        return bucket;
    }

    /** The bucket with facts added; it may be null, as it is of a row of which the state knows nothing. */
    private static BotBucket merged(BotBucket bucket, BotBucket facts) {
        if (bucket == null) {
            return facts;
        }
        bucket.addAll(facts);
        return bucket;
    }

    private static long minuteStart(BotDay key, int minute) {
        return key.day() * BotDay.MILLIS + minute * MINUTE_MILLIS;
    }
}
