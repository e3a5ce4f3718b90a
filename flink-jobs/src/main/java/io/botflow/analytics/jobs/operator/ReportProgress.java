package io.botflow.analytics.jobs.operator;

import io.botflow.analytics.jobs.sink.Progress;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Reports event time behind the last operators, and up to where the tables are complete: the event time of the last
 * checkpoint that was completed, since before its barrier every operator emits what it gathered and every sink writes
 * it. Of its input only the watermarks matter.
 */
public final class ReportProgress extends AbstractStreamOperator<Progress>
        implements OneInputStreamOperator<Void, Progress> {
    private static final long serialVersionUID = 1;
    private static final long NONE = Long.MIN_VALUE;

    private final String job;
    private final long intervalMillis;
    private transient long asOf;
    private transient Long completeUntil;
    private transient Progress reported;
    /** Event time at the barriers of checkpoints that are under way, by checkpoint. */
    private transient NavigableMap<Long, Long> underWay;

    private transient ListState<Long> state;
    private transient ScheduledFuture<?> nextReport;

    public ReportProgress(String job, Duration interval) {
        this.job = job;
        this.intervalMillis = interval.toMillis();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        asOf = NONE;
        completeUntil = null;
        underWay = new TreeMap<>();
        state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("complete-until", Types.LONG));
        for (Long restored : state.get()) {
            completeUntil = restored;
            asOf = restored;
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        scheduleReport();
    }

    @Override
    public void processElement(StreamRecord<Void> element) {}

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        // The end of a bounded input is no time of any event.
        if (watermark.getTimestamp() != Long.MAX_VALUE) {
            asOf = Math.max(asOf, watermark.getTimestamp());
        }
        super.processWatermark(watermark);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (asOf != NONE) {
            underWay.put(context.getCheckpointId(), asOf);
            state.update(List.of(asOf));
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        NavigableMap<Long, Long> done = underWay.headMap(checkpointId, true);
        if (!done.isEmpty()) {
            completeUntil = done.lastEntry().getValue();
            done.clear();
        }
    }

    @Override
    public void close() throws Exception {
        if (nextReport != null) {
            nextReport.cancel(false);
        }
        super.close();
    }

    private void scheduleReport() {
        long next = getProcessingTimeService().getCurrentProcessingTime() + intervalMillis;
        nextReport = getProcessingTimeService().registerTimer(next, now -> {
            Progress progress = new Progress(job, completeUntil, asOf);
            if (asOf != NONE && !progress.equals(reported)) {
                output.collect(new StreamRecord<>(progress));
                reported = progress;
            }
            scheduleReport();
        });
    }
}
