package io.botflow.analytics.jobs.repair;

import io.botflow.analytics.jobs.source.BotRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The events of a {@link Recording} with event time as it was when they came. One reader reads them all: their order over
 * the partitions is what event time follows from.
 */
final class RecordedEvents implements Source<BotRecord, RecordedEvents.Whole, RecordedEvents.Whole> {
    private static final long serialVersionUID = 1;

    private final Recording recording;
    private final boolean withTexts;

    /** @param withTexts true for the messages' texts, false for the records' bytes */
    RecordedEvents(Recording recording, boolean withTexts) {
        this.recording = recording;
        this.withTexts = withTexts;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<BotRecord, Whole> createReader(SourceReaderContext context) {
        return new RecordedEventsReader(recording, withTexts, context);
    }

    @Override
    public SplitEnumerator<Whole, Whole> createEnumerator(SplitEnumeratorContext<Whole> context) {
        return new OneReader(context);
    }

    @Override
    public SplitEnumerator<Whole, Whole> restoreEnumerator(SplitEnumeratorContext<Whole> context, Whole whole) {
        throw new IllegalStateException("a replay that broke off begins anew");
    }

    @Override
    public SimpleVersionedSerializer<Whole> getSplitSerializer() {
        return new WholeSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Whole> getEnumeratorCheckpointSerializer() {
        return new WholeSerializer();
    }

    /** All that is to be read. */
    record Whole() implements SourceSplit {
        @Override
        public String splitId() {
            return "all";
        }
    }

    /** Gives everything to the reader that asks first. */
    private static final class OneReader implements SplitEnumerator<Whole, Whole> {
        private final SplitEnumeratorContext<Whole> context;
        private final Queue<Whole> waiting = new ArrayDeque<>(List.of(new Whole()));

        OneReader(SplitEnumeratorContext<Whole> context) {
            this.context = context;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, String host) {
            Whole whole = waiting.poll();
            if (whole != null) {
                context.assignSplit(whole, subtask);
            }
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public void addSplitsBack(List<Whole> splits, int subtask) {
            waiting.addAll(splits);
        }

        @Override
        public void addReader(int subtask) {}

        @Override
        public Whole snapshotState(long checkpointId) {
            throw new IllegalStateException("a replay takes no checkpoints");
        }

        @Override
        public void close() {}
    }

    /** There is nothing to write. */
    private static final class WholeSerializer implements SimpleVersionedSerializer<Whole> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Whole whole) {
            return new byte[0];
        }

        @Override
        public Whole deserialize(int version, byte[] bytes) throws IOException {
            return new Whole();
        }
    }
}
