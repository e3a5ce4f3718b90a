package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.sink.WrittenRows;
import io.botflow.analytics.schemas.figures.Money;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
 * Rolls the facts of an organization up into its UTC hours and emits the rows that changed. An hour stays in state
 * until no event can belong to it and no conversation may take a fact of it back.
 */
public final class RollUpOrganizations extends RollUpOperator<OrganizationHour, OrganizationFacts> {
    /** Never holds a record: it carries event time to who reports it. */
    public static final OutputTag<Void> PROGRESS = new OutputTag<>("organization-progress", Types.VOID);

    private static final long serialVersionUID = 1;
    /** Changed hours held in memory at most. */
    private static final int MOST_GATHERED = 20_000;

    private static final Table<UsageAnalyticsRow> TABLE = Tables.usageAnalytics();

    private final long horizonMillis;
    private transient ValueState<OrganizationBucket> hours;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Set<OrganizationHour> changed;

    /**
     * @param horizon the lateness horizon
     * @param flushInterval how long changes are gathered at most
     * @param writtenRows what is in the table
     */
    public RollUpOrganizations(Duration horizon, Duration flushInterval, WrittenRows writtenRows) {
        super(flushInterval, writtenRows);
        this.horizonMillis = horizon.toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        hours = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("organization-hour", OrganizationBucketSerializer.TYPE));
        timers = getInternalTimerService("retention", VoidNamespaceSerializer.INSTANCE, this);
        changed = new HashSet<>();
    }

    @Override
    public void processElement(StreamRecord<OrganizationFacts> element) throws Exception {
        OrganizationHour key = (OrganizationHour) getCurrentKey();
        OrganizationBucket hour = hours.value();
        if (hour == null) {
            hour = new OrganizationBucket();
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, settledAt(key));
        }
        hour.addAll(element.getValue().facts());
        hours.update(hour);
        changed.add(key);
        if (isSettled(key, hour)) {
            settle(key);
        }
        if (changed.size() >= MOST_GATHERED) {
            flush();
        }
    }

    @Override
    protected List<Table<?>> tables() {
        return List.of(TABLE);
    }

    @Override
    protected OrganizationHour keyOf(WrittenRows.Key row) {
        return new OrganizationHour(row.organizationId(), Math.floorDiv(row.start(), OrganizationHour.MILLIS));
    }

    @Override
    protected void writeAgain(Table<?> table, WrittenRows.Key row, OrganizationHour key) throws Exception {
        if (hours.value() == null && eventTime() >= settledAt(key)) {
            return;
        }
        changed.add(key);
        if (changed.size() >= MOST_GATHERED) {
            flush();
        }
    }

    @Override
    protected long eventTime() {
        return timers.currentWatermark();
    }

    @Override
    public void onEventTime(InternalTimer<OrganizationHour, VoidNamespace> timer) throws Exception {
        OrganizationBucket hour = hours.value();
        if (hour != null && isSettled(timer.getKey(), hour)) {
            settle(timer.getKey());
        }
    }

    private void settle(OrganizationHour key) throws Exception {
        if (changed.contains(key)) {
            emitGathered();
            setCurrentKey(key);
        }
        hours.clear();
    }

    /** After this no event of the hour is in time any more. */
    private long settledAt(OrganizationHour key) {
        return (key.hour() + 1) * OrganizationHour.MILLIS + horizonMillis;
    }

    private boolean isSettled(OrganizationHour key, OrganizationBucket hour) {
        return timers.currentWatermark() >= settledAt(key) && hour.get(OrganizationCounter.RETRACTABLE) == 0;
    }

    @Override
    protected boolean hasGathered() {
        return !changed.isEmpty();
    }

    @Override
    protected void emitGathered() throws Exception {
        List<OrganizationHour> keys = new ArrayList<>(changed);
        changed.clear();
        keys.sort(OrganizationHour.ORDER);
        List<UsageAnalyticsRow> rows = new ArrayList<>(keys.size());
        for (OrganizationHour key : keys) {
            setCurrentKey(key);
            OrganizationBucket hour = hours.value();
            // Empty where the state knows nothing of a row that is there.
            rows.add(row(key, hour == null ? new OrganizationBucket() : hour));
        }
        TABLE.batches(rows, batch -> output.collect(new StreamRecord<>(batch)));
    }

    private static UsageAnalyticsRow row(OrganizationHour key, OrganizationBucket hour) {
        BigDecimal cost =
                Money.exact(hour.get(OrganizationCounter.COST_WHOLE), hour.get(OrganizationCounter.COST_NANOS));
        return new UsageAnalyticsRow(
                key.organizationId(),
                key.hour() * OrganizationHour.MILLIS,
                hour.get(OrganizationCounter.MESSAGES_SENT),
                hour.get(OrganizationCounter.MESSAGES_RECEIVED),
                hour.get(OrganizationCounter.CONVERSATIONS_STARTED),
                hour.get(OrganizationCounter.CONVERSATIONS_ENDED),
                hour.activeUsers(),
                hour.activeBots(),
                hour.mostActiveBot(),
                hour.get(OrganizationCounter.API_CALLS),
                hour.get(OrganizationCounter.WEBHOOK_CALLS),
                hour.get(OrganizationCounter.TOKENS),
                Money.written(cost),
                cost);
    }
}
