package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.operator.FlushingOperator;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.Table;
import io.botflow.analytics.jobs.sink.WrittenRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;

/**
 * What rolls facts up into rows of figures.
 *
 * <p>After a restore rows may be ahead of the state: they show facts that events read after the checkpoint gave, and that
 * the same events, read again in another order, may never give. A start that was counted in one hour is counted in
 * another, and nothing changes in the first. So every row that was written since the checkpoint is written again from the
 * state. One that also shows messages the state does not know yet refuses this; those messages change it soon enough.
 */
abstract class RollUpOperator<K, IN> extends FlushingOperator<K, IN, RowBatch> {
    private static final long serialVersionUID = 1;
    /** By so much the clocks of this machine and of the tables' may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final WrittenRows writtenRows;
    private transient ListState<Long> checkpointedAt;
    /** When the checkpoint was taken that rows may be ahead of; null once they were written again. */
    private transient Instant aheadSince;

    RollUpOperator(Duration flushInterval, WrittenRows writtenRows) {
        super(flushInterval);
        this.writtenRows = writtenRows;
    }

    /** The tables whose rows are made here. */
    protected abstract List<Table<?>> tables();

    /** The key whose state a row is made of. */
    protected abstract K keyOf(WrittenRows.Key row);

    /** Takes a row for changed, unless it is older than anything in state; the current key is the row's. */
    protected abstract void writeAgain(Table<?> table, WrittenRows.Key row, K key) throws Exception;

    /** {@code Long.MIN_VALUE} until it is known. */
    protected abstract long eventTime();

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        // Every task gets all times, since after a change of parallelism its rows were written by others.
        checkpointedAt = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("checkpointed-at", Types.LONG));
        for (Long at : checkpointedAt.get()) {
            Instant since = Instant.ofEpochMilli(at);
            aheadSince = aheadSince == null || since.isBefore(aheadSince) ? since : aheadSince;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        checkpointedAt.update(List.of(
                aheadSince == null
                        ? getProcessingTimeService().getCurrentProcessingTime()
                        : aheadSince.toEpochMilli()));
    }

    @Override
    protected void onTick() throws Exception {
        // Without event time it is not known which rows the state has done with.
        if (aheadSince != null && eventTime() != Long.MIN_VALUE) {
            for (Table<?> table : tables()) {
                writtenRows.forEach(table, aheadSince.minus(CLOCK_SKEW), row -> writeAgain(table, row));
            }
            aheadSince = null;
        }
    }

    private void writeAgain(Table<?> table, WrittenRows.Key row) throws Exception {
        K key = keyOf(row);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        int owner = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
        if (owner == task.getIndexOfThisSubtask()) {
            setCurrentKey(key);
            writeAgain(table, row, key);
        }
    }
}
