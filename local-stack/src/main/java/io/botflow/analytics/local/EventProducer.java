package io.botflow.analytics.local;

import io.botflow.analytics.schemas.Topics;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends events to the topic of events, each once and in order. */
public final class EventProducer implements AutoCloseable {
    private static final int LARGEST_REQUEST_BYTES = 5 * 1024 * 1024;
    private static final int BUFFER_BYTES = 32 * 1024 * 1024;
    private static final int BATCH_BYTES = 64 * 1024;

    private final Producer<String, byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private EventProducer(Producer<String, byte[]> producer) {
        this.producer = producer;
    }

    /**
     * A producer to a broker.
     *
     * @param lingerMillis how long a record waits for others to share its request, in milliseconds
     */
    public static EventProducer to(String bootstrapServers, int lingerMillis) {
        return new EventProducer(new KafkaProducer<>(
                Map.of(
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
                        lingerMillis),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    /**
     * Sends one record.
     *
     * @param key the record's key, null for none
     */
    public void send(String key, byte[] value) {
        send(null, key, value);
    }

    /**
     * Sends one record.
     *
     * @param partition where it goes, null for where its key belongs
     * @param key the record's key, null for none
     */
    public void send(Integer partition, String key, byte[] value) {
        throwFailure();
        // Failures arrive at the callback.
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(Topics.BOT_EVENTS, partition, key, value), (metadata, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    /** Waits until all that was sent is stored. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception e = failure.get();
        if (e != null) {
            throw new IllegalStateException("a record was not stored: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
