package io.botflow.analytics.local.faults;

import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.FirstReads;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.local.RecordEnds;
import io.botflow.analytics.local.TopicReader;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What really lies in the topic of events, and what must come of it.
 *
 * @param arrivals the events that count, in the order of each partition, redeliveries included
 * @param bad places of the records that are no events
 * @param late places of those far behind all others
 */
record StreamTruth(List<BotEvent> arrivals, Set<Place> bad, Set<Place> late) {
    /** The default, which is what the jobs run with. */
    private static final Duration HORIZON = Duration.ofDays(7);

    /** Past the end of every conversation. */
    private static final long FINAL_TIME = Long.MAX_VALUE / 2;

    /** Where a record lies. */
    record Place(int partition, long offset) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byPartition = Integer.compare(partition, other.partition);
            return byPartition == 0 ? Long.compare(offset, other.offset) : byPartition;
        }
    }

    static StreamTruth read(TopicReader reader) {
        StreamTruth truth = new StreamTruth(new ArrayList<>(), new TreeSet<>(), new TreeSet<>());
        reader.each(Topics.BOT_EVENTS, truth::add);
        return truth;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        var reading = ReferenceEventReader.read(record.value(), record.timestamp());
        Place place = new Place(record.partition(), record.offset());
        if (!reading.isValid()) {
            bad.add(place);
        } else if (reading.event().occurredAt() < GeneratedEvents.BEGIN - HORIZON.toMillis()) {
            late.add(place);
        } else {
            arrivals.add(reading.event());
        }
    }

    /** Where the records came from that a topic of turned-away ones holds. */
    static Set<Place> sources(TopicReader reader, String topic) {
        Set<Place> sources = new TreeSet<>();
        reader.each(
                topic,
                record -> sources.add(new Place(
                        (int) number(record, Topics.HEADER_SOURCE_PARTITION),
                        number(record, Topics.HEADER_SOURCE_OFFSET))));
        return sources;
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
        return Long.parseLong(new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8));
    }

    Tables tables() {
        return BatchRecomputation.recompute(arrivals, FINAL_TIME);
    }

    /** How many records must have had which end. */
    RecordEnds ends(FirstReads reads) {
        return new RecordEnds(
                (long) arrivals.size() + bad.size() + late.size(),
                reads.events().size(),
                reads.duplicates(),
                bad.size(),
                late.size());
    }
}
