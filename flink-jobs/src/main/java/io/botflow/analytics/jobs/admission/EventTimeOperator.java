package io.botflow.analytics.jobs.admission;

import io.botflow.analytics.jobs.operator.FlushingOperator;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.jobs.source.StreamTime;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Knows event time of the stream as the contract has it: it follows the sources' watermarks, goes on by itself while
 * all input is silent, and does not fall after a restore. It decides which events are late.
 */
public abstract class EventTimeOperator<OUT> extends FlushingOperator<EventScope, BotRecord, OUT> {
    private static final long serialVersionUID = 1;
    private static final long NONE = Long.MIN_VALUE;

    private final long horizonMillis;
    private transient EventTimeState state;
    private transient long eventTime;
    private transient SilentTime silence;
    private transient boolean restoredTimeIsOut;

    /**
     * @param horizon the lateness horizon
     * @param flushInterval how long changes are gathered at most
     */
    protected EventTimeOperator(Duration horizon, Duration flushInterval) {
        super(flushInterval);
        this.horizonMillis = horizon.toMillis();
    }

    /** Milliseconds since the epoch; {@code Long.MIN_VALUE} before the first event. */
    protected final long eventTime() {
        return eventTime;
    }

    protected final long horizonMillis() {
        return horizonMillis;
    }

    protected final boolean isLate(BotEvent event) {
        return eventTime != NONE && event.occurredAt() < eventTime - horizonMillis;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = new EventTimeState(context.getOperatorStateStore());
        eventTime = state.restored();
        restoredTimeIsOut = eventTime == NONE;
        silence = new SilentTime(StreamTime.IDLE_AFTER);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.snapshot(eventTime);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        // The end of a bounded or drained input is no time of any event: taken for one, it would make all that comes
        // after a restore late.
        if (watermark.getTimestamp() != Long.MAX_VALUE) {
            advanceTo(watermark.getTimestamp());
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (status.isIdle()) {
            silence.idle(getProcessingTimeService().getCurrentProcessingTime());
        } else {
            silence.active();
        }
        super.processWatermarkStatus(status);
    }

    /** Facts gathered before the first tick after a restore must not reach operators that know no event time yet. */
    @Override
    protected void beforeEmitting() {
        if (!restoredTimeIsOut) {
            output.emitWatermark(new Watermark(eventTime));
        }
    }

    @Override
    protected void onTick() throws Exception {
        if (!restoredTimeIsOut) {
            restoredTimeIsOut = true;
            super.processWatermark(new Watermark(eventTime));
        }
        long advanced = silence.advance(eventTime, getProcessingTimeService().getCurrentProcessingTime());
        if (advanced > eventTime) {
            // Downstream a watermark counts only from an input that is not idle.
            super.processWatermarkStatus(WatermarkStatus.ACTIVE);
            advanceTo(advanced);
        }
    }

    private void advanceTo(long time) throws Exception {
        if (time > eventTime) {
            eventTime = time;
            restoredTimeIsOut = true;
            super.processWatermark(new Watermark(time));
        }
    }
}
