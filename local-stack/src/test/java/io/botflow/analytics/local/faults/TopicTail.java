package io.botflow.analytics.local.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic, each once and none kept. */
final class TopicTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    /** A commit returns before the partitions know of it: until they do, the committed end is before these records. */
    private final KafkaConsumer<byte[], byte[]> uncommitted;

    private final List<TopicPartition> partitions;

    TopicTail(String bootstrapServers, String topic) {
        consumer = consumer(bootstrapServers, "read_committed");
        uncommitted = consumer(bootstrapServers, "read_uncommitted");
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Reads from where the last call ended to what the topic holds now, waiting for transactions that are ending. */
    void readOn(Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        Map<TopicPartition, Long> ends = uncommitted.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(reader);
        }
    }

    @Override
    public void close() {
        uncommitted.close();
        consumer.close();
    }
}
