package io.botflow.analytics.jobs.operator;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * A keyed operator that gathers changes in memory and emits them together: at an interval, when there are many, and
 * before each checkpoint barrier, so that nothing gathered needs to be in a checkpoint.
 *
 * <p>A watermark never overtakes what was gathered before it: it waits for the next flush. Thus an operator downstream
 * may forget what event time has settled.
 *
 * @param <K> the key
 */
public abstract class FlushingOperator<K, IN, OUT> extends AbstractStreamOperator<OUT>
        implements OneInputStreamOperator<IN, OUT>, Triggerable<K, VoidNamespace> {
    private static final long serialVersionUID = 1;
    private static final long NO_WATERMARK = Long.MIN_VALUE;

    private final long flushIntervalMillis;
    private transient long heldWatermark;
    private transient ScheduledFuture<?> nextTick;

    /** @param flushInterval how long a change is gathered at most */
    protected FlushingOperator(Duration flushInterval) {
        this.flushIntervalMillis = flushInterval.toMillis();
    }

    /** Whether anything was gathered since the last flush. */
    protected abstract boolean hasGathered();

    /** Emits all that was gathered. */
    protected abstract void emitGathered() throws Exception;

    /** Called before anything gathered is emitted. */
    protected void beforeEmitting() {}

    /** Called at every interval, before the flush. */
    protected void onTick() throws Exception {}

    @Override
    public void open() throws Exception {
        super.open();
        heldWatermark = NO_WATERMARK;
        scheduleTick();
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        timeServiceManager.advanceWatermark(watermark);
        if (hasGathered()) {
            heldWatermark = watermark.getTimestamp();
        } else {
            heldWatermark = NO_WATERMARK;
            output.emitWatermark(watermark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        flush();
        super.processWatermarkStatus(status);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (nextTick != null) {
            nextTick.cancel(false);
        }
        super.close();
    }

    @Override
    public void onProcessingTime(InternalTimer<K, VoidNamespace> timer) {
        throw new IllegalStateException("no keyed timer is in processing time");
    }

    /** Emits all that was gathered, then the watermark that waited for it. */
    protected final void flush() throws Exception {
        if (hasGathered()) {
            beforeEmitting();
            emitGathered();
        }
        if (heldWatermark != NO_WATERMARK) {
            output.emitWatermark(new Watermark(heldWatermark));
            heldWatermark = NO_WATERMARK;
        }
    }

    private void scheduleTick() {
        long next = getProcessingTimeService().getCurrentProcessingTime() + flushIntervalMillis;
        nextTick = getProcessingTimeService().registerTimer(next, now -> {
            onTick();
            flush();
            scheduleTick();
        });
    }
}
