package io.botflow.analytics.jobs.repair;

import io.botflow.analytics.jobs.repair.RecordedEvents.Whole;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.jobs.source.BotRecordDeserializer;
import io.botflow.analytics.schemas.event.EventDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads late events first, if they are to count: before event time there is none, so they are in time whenever they
 * happened. Then everything else, in the order in which it came. At the end event time stands where that of the live
 * tables stood, and no conversation ends that is open there.
 */
final class RecordedEventsReader implements SourceReader<BotRecord, Whole> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedEventsReader.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final Recording recording;
    private final BotRecordDeserializer deserializer;
    private final SourceReaderContext context;
    private final CompletableFuture<Void> assigned = new CompletableFuture<>();

    private EventDecoder decoder;
    private RecordedEventTime time;
    private long toldTime = RecordedEventTime.NONE;
    private MergedRecords lateEvents;
    private OffsetSet lateRead;
    private MergedRecords events;
    private long records;
    private long reportedAt;

    RecordedEventsReader(Recording recording, boolean withTexts, SourceReaderContext context) {
        this.recording = recording;
        this.deserializer = new BotRecordDeserializer(withTexts);
        this.context = context;
    }

    @Override
    public void start() {
        context.sendSplitRequest();
    }

    @Override
    public void addSplits(List<Whole> splits) {
        decoder = deserializer.newDecoder();
        lateRead = new OffsetSet();
        lateEvents = MergedRecords.of(
                recording.lateTopic(), recording.includeLate() ? recording.lateEvents() : new TreeMap<>());
        TreeMap<Integer, OffsetRange> withRecords = new TreeMap<>(recording.events());
        withRecords.values().removeIf(OffsetRange::isEmpty);
        events = MergedRecords.of(recording.eventsTopic(), withRecords);
        time = new RecordedEventTime(withRecords.keySet());
        reportedAt = System.nanoTime();
        assigned.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        assigned.complete(null);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return assigned;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<BotRecord> output) throws IOException {
        if (!assigned.isDone()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (events == null) {
            return InputStatus.END_OF_INPUT;
        }
        ConsumerRecord<byte[], byte[]> late = lateEvents.next();
        if (late != null) {
            readLate(late, output);
            return InputStatus.MORE_AVAILABLE;
        }
        ConsumerRecord<byte[], byte[]> next = events.next();
        if (next == null) {
            tell(recording.eventTime() == null ? time.eventTime() : recording.eventTime(), output);
            return InputStatus.END_OF_INPUT;
        }
        read(next, output);
        return InputStatus.MORE_AVAILABLE;
    }

    private void readLate(ConsumerRecord<byte[], byte[]> late, ReaderOutput<BotRecord> output) throws IOException {
        SourcePlace place = SourcePlace.of(late);
        // Only those that are left out below: what came before the range that is read does not count in it.
        if (recording.late().contains(place.partition(), place.offset())
                && lateRead.add(place.partition(), place.offset())) {
            output.collect(deserializer.decode(decoder, late));
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> next, ReaderOutput<BotRecord> output) {
        time.advanceTo(next.timestamp());
        tell(time.eventTime(), output);
        BotRecord botRecord = deserializer.decode(decoder, next);
        if (!recording.late().contains(next.partition(), next.offset())) {
            output.collect(botRecord);
        }
        time.read(next.partition(), botRecord.event());
        tell(time.eventTime(), output);
        report();
    }

    private void tell(long eventTime, ReaderOutput<BotRecord> output) {
        long told = recording.eventTime() == null ? eventTime : Math.min(eventTime, recording.eventTime());
        if (told > toldTime) {
            toldTime = told;
            output.emitWatermark(new Watermark(told));
        }
    }

    private void report() {
        records++;
        // Asking for the time costs more than reading a record.
        if (records % 1_000 == 0 && System.nanoTime() - reportedAt >= REPORT_EVERY.toNanos()) {
            reportedAt = System.nanoTime();
            LOG.info("read {} of {} records", records, recording.size());
        }
    }

    @Override
    public List<Whole> snapshotState(long checkpointId) {
        throw new IllegalStateException("a replay takes no checkpoints");
    }

    @Override
    public void close() {
        if (lateEvents != null) {
            lateEvents.close();
        }
        if (events != null) {
            events.close();
        }
    }
}
