package io.botflow.analytics.jobs.admission;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Keeps event time over a restore, which Flink's watermarks do not: without it an event that was late before a crash
 * would be counted after it.
 */
public final class EventTimeState {
    private final ListState<Long> state;

    public EventTimeState(OperatorStateStore store) throws Exception {
        // Every task gets the times of all and takes the newest, so that time falls for no key, wherever it goes.
        state = store.getUnionListState(new ListStateDescriptor<>("event-time", Types.LONG));
    }

    /** Event time at the checkpoint that was restored; {@code Long.MIN_VALUE} without one. */
    public long restored() throws Exception {
        long newest = Long.MIN_VALUE;
        for (Long time : state.get()) {
            newest = Math.max(newest, time);
        }
        return newest;
    }

    public void snapshot(long eventTime) throws Exception {
        state.update(List.of(eventTime));
    }
}
