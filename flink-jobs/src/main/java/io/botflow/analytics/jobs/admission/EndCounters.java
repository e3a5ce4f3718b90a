package io.botflow.analytics.jobs.admission;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counters of what became of the records read. They live in checkpointed state beside the state that the records went
 * into, so that after a crash they agree with it; and they are the operator's metrics.
 *
 * <p>Over all tasks {@value #RECORDS_READ} = {@value #COUNTED} + {@value #DUPLICATE} + {@value #DEAD_LETTER} +
 * {@value #LATE} at every checkpoint.
 */
public final class EndCounters {
    public static final String RECORDS_READ = "records_read";
    public static final String COUNTED = "counted";
    public static final String DUPLICATE = "duplicate";
    public static final String DEAD_LETTER = "dead_letter";
    public static final String LATE = "late";
    /** Those duplicates whose content differs from what was read first. */
    public static final String CONFLICT = "conflict";

    private final List<Kept> kept = new ArrayList<>();

    private record Kept(Counter counter, ListState<Long> state) {}

    /** Takes the counter up where the last checkpoint left it. */
    public Counter counter(String name, OperatorStateStore store, MetricGroup metrics) throws Exception {
        // Shares of all tasks: after a change of parallelism they lie elsewhere, their sum is the same.
        ListState<Long> state = store.getListState(new ListStateDescriptor<>("end-" + name, Types.LONG));
        Counter counter = metrics.counter(name);
        for (Long share : state.get()) {
            counter.inc(share);
        }
        kept.add(new Kept(counter, state));
        return counter;
    }

    /** To be called with every snapshot. */
    public void snapshot() throws Exception {
        for (Kept one : kept) {
            one.state.update(List.of(one.counter.getCount()));
        }
    }
}
