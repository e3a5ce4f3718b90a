package io.botflow.analytics.jobs.admission;

import io.botflow.analytics.jobs.sink.TurnedAway;
import io.botflow.analytics.jobs.source.BotRecord;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Counts every record read and gives the invalid ones their end; valid ones pass. */
public final class TurnAwayInvalid extends AbstractStreamOperator<BotRecord>
        implements OneInputStreamOperator<BotRecord, BotRecord> {
    public static final OutputTag<TurnedAway> DEAD_LETTERS = new OutputTag<>("dead-letters", TurnedAway.TYPE);

    private static final long serialVersionUID = 1;

    private transient EndCounters ends;
    private transient Counter recordsRead;
    private transient Counter deadLetter;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ends = new EndCounters();
        recordsRead = ends.counter(EndCounters.RECORDS_READ, context.getOperatorStateStore(), getMetricGroup());
        deadLetter = ends.counter(EndCounters.DEAD_LETTER, context.getOperatorStateStore(), getMetricGroup());
    }

    @Override
    public void processElement(StreamRecord<BotRecord> element) {
        recordsRead.inc();
        BotRecord botRecord = element.getValue();
        if (botRecord.isValid()) {
            output.collect(element);
        } else {
            deadLetter.inc();
            output.collect(DEAD_LETTERS, new StreamRecord<>(TurnedAway.invalid(botRecord)));
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        ends.snapshot();
    }
}
