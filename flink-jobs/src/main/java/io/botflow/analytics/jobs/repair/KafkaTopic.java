package io.botflow.analytics.jobs.repair;

import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic that is read from here to there, without a consumer group. */
public record KafkaTopic(String bootstrapServers, String name) implements Serializable {
    /** Bounds what is fetched ahead: as much as of each partition in the jobs. */
    private static final int MAX_BYTES_PER_PARTITION = 512 * 1024;

    /** All that the topic holds now, by partition. */
    public SortedMap<Integer, OffsetRange> all() {
        return since(Instant.EPOCH);
    }

    /** All that the topic holds now and that the broker took at a time or later, by partition. */
    public SortedMap<Integer, OffsetRange> since(Instant time) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            Map<Integer, TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .collect(Collectors.toMap(TopicPartition::partition, Function.identity()));
            consumer.assign(partitions.values());
            // Before the beginnings, so that nothing lies between the two.
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions.values());
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions.values());
            Map<TopicPartition, OffsetAndTimestamp> at = time.isAfter(Instant.EPOCH)
                    ? consumer.offsetsForTimes(partitions.values().stream()
                            .collect(Collectors.toMap(Function.identity(), partition -> time.toEpochMilli())))
                    : Map.of();
            SortedMap<Integer, OffsetRange> ranges = new TreeMap<>();
            partitions.forEach((number, partition) -> {
                long end = ends.get(partition);
                long from = begins.get(partition);
                if (time.isAfter(Instant.EPOCH)) {
                    OffsetAndTimestamp first = at.get(partition);
                    from = first == null ? end : Math.max(from, first.offset());
                }
                ranges.put(number, new OffsetRange(Math.min(from, end), end));
            });
            return ranges;
        }
    }

    /** Whether the topic has lost records, by age or by size, right before these or among them. */
    public boolean hasLostItsBeginning(SortedMap<Integer, OffsetRange> ranges) {
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return consumer
                    .beginningOffsets(ranges.keySet().stream()
                            .map(partition -> new TopicPartition(name, partition))
                            .toList())
                    .entrySet()
                    .stream()
                    .anyMatch(begin -> begin.getValue() > 0
                            && ranges.get(begin.getKey().partition()).from() <= begin.getValue());
        }
    }

    Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        // What was deleted meanwhile must not be left out silently.
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        MAX_BYTES_PER_PARTITION),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
