package io.botflow.analytics.local.faults;

import io.botflow.analytics.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers of every compression that Kafka has, one after the other; keys and headers are whatever they are. */
final class HostileProducers implements AutoCloseable {
    static final int PARTITIONS = 4;

    /** Beyond every record of these tests: it counts before compression. */
    private static final int LARGEST_REQUEST_BYTES = 64 * 1024 * 1024;

    private static final long BUFFER_BYTES = 96L * 1024 * 1024;
    private static final int BATCH_BYTES = 64 * 1024;
    private static final int LARGEST_KEY_BYTES = 2_000;

    private final Random random;
    private final List<KafkaProducer<byte[], byte[]>> producers;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private int turn;

    HostileProducers(String bootstrapServers, Random random) {
        this.random = random;
        this.producers = Stream.of(CompressionType.values())
                .map(compression -> producer(bootstrapServers, Map.of("compression.type", compression.name)))
                .toList();
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers, Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST_BYTES,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                BUFFER_BYTES,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.LINGER_MS_CONFIG,
                5));
        settings.putAll(own);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends to a partition; null is a tombstone. */
    void send(int partition, byte[] value) {
        send(producers.get(turn), partition, key(), value);
    }

    /** Sends with gzip, which lets a record be larger than its topic allows a batch to be. */
    void sendCompressed(int partition, byte[] key, byte[] value) {
        flush();
        KafkaProducer<byte[], byte[]> producer = producers.get(CompressionType.GZIP.ordinal());
        send(producer, partition, key, value);
        producer.flush();
        throwFailure();
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int partition, byte[] key, byte[] value) {
        ProducerRecord<byte[], byte[]> to = new ProducerRecord<>(Topics.BOT_EVENTS, partition, key, value);
        if (random.nextInt(8) == 0) {
            // Not ours, though one of our own topics has headers of that name.
            to.headers()
                    .add(Topics.HEADER_REASON, "none".getBytes(StandardCharsets.UTF_8))
                    .add("", new byte[random.nextInt(50)])
                    .add("x", null);
        }
        var unused = producer.send(to, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
        throwFailure();
    }

    /** Lets another producer send from now on, when all is stored that this one sent: one event's order must stay. */
    void takeTurns() {
        flush();
        turn = (turn + 1) % producers.size();
    }

    void flush() {
        producers.get(turn).flush();
        throwFailure();
    }

    /** Sends values in a transaction that is given up, then others in one that is committed. */
    void sendInTransactions(String bootstrapServers, List<byte[]> aborted, List<byte[]> committed) {
        flush();
        try (KafkaProducer<byte[], byte[]> producer =
                producer(bootstrapServers, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "hostile"))) {
            producer.initTransactions();
            producer.beginTransaction();
            aborted.forEach(value -> send(producer, HostileLoad.partitionOf(value), key(), value));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            committed.forEach(value -> send(producer, HostileLoad.partitionOf(value), key(), value));
            producer.commitTransaction();
        }
        throwFailure();
    }

    private byte[] key() {
        byte[] key = new byte[random.nextInt(random.nextInt(20) == 0 ? LARGEST_KEY_BYTES : 40)];
        random.nextBytes(key);
        return random.nextInt(3) == 0 ? null : key;
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException("a record was not stored: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producers.forEach(KafkaProducer::close);
    }
}
