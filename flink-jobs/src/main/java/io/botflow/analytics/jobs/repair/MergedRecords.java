package io.botflow.analytics.jobs.repair;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of all partitions of a topic in the order in which the broker took them: by their Kafka timestamp, within a
 * partition by offset. Holds no more than what was fetched of each partition.
 */
public final class MergedRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** A broker that gives nothing for so long, although there are records, is taken for gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Of a partition with so many records at hand no more are asked for. */
    private static final int AT_HAND = 1_000;

    private final Consumer<byte[], byte[]> consumer;
    private final List<Partition> open = new ArrayList<>();

    private record Partition(TopicPartition name, long end, Queue<ConsumerRecord<byte[], byte[]>> atHand) {}

    private MergedRecords(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The records of a topic within these offsets. */
    public static MergedRecords of(KafkaTopic topic, SortedMap<Integer, OffsetRange> ranges) {
        return of(topic.consumer(), topic.name(), ranges);
    }

    static MergedRecords of(Consumer<byte[], byte[]> consumer, String topic, SortedMap<Integer, OffsetRange> ranges) {
        MergedRecords records = new MergedRecords(consumer);
        Map<TopicPartition, Long> begins = new HashMap<>();
        ranges.forEach((number, range) -> {
            if (!range.isEmpty()) {
                TopicPartition partition = new TopicPartition(topic, number);
                begins.put(partition, range.from());
                records.open.add(new Partition(partition, range.to(), new ArrayDeque<>()));
            }
        });
        consumer.assign(begins.keySet());
        begins.forEach(consumer::seek);
        return records;
    }

    /**
     * The next record; null behind the last one.
     *
     * @throws IOException if the broker does not give what it should hold
     */
    public ConsumerRecord<byte[], byte[]> next() throws IOException {
        fill();
        Partition first = null;
        for (Partition partition : open) {
            if (first == null
                    || partition.atHand.element().timestamp()
                            < first.atHand.element().timestamp()) {
                first = partition;
            }
        }
        return first == null ? null : first.atHand.remove();
    }

    /** Fetches until every partition that is not at its end has a record at hand. */
    private void fill() throws IOException {
        long begun = System.nanoTime();
        while (isAnyEmpty()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IOException("Kafka has given no record for " + PATIENCE.toSeconds() + " s of "
                        + open.stream()
                                .filter(partition -> partition.atHand.isEmpty())
                                .map(partition -> partition.name.toString())
                                .toList());
            }
            for (Partition partition : open) {
                List<TopicPartition> name = List.of(partition.name);
                if (partition.atHand.size() < AT_HAND) {
                    consumer.resume(name);
                } else {
                    consumer.pause(name);
                }
            }
            var fetched = consumer.poll(POLL);
            for (Partition partition : open) {
                for (ConsumerRecord<byte[], byte[]> one : fetched.records(partition.name)) {
                    if (one.offset() < partition.end) {
                        partition.atHand.add(one);
                    }
                }
            }
        }
    }

    private boolean isAnyEmpty() {
        boolean anyEmpty = false;
        for (Iterator<Partition> all = open.iterator(); all.hasNext(); ) {
            Partition partition = all.next();
            if (partition.atHand.isEmpty()) {
                // Not the last record's offset: what ends a transaction has one too.
                if (consumer.position(partition.name) >= partition.end) {
                    all.remove();
                    consumer.pause(List.of(partition.name));
                } else {
                    anyEmpty = true;
                }
            }
        }
        return anyEmpty;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
