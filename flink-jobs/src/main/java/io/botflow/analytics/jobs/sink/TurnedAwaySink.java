package io.botflow.analytics.jobs.sink;

import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The topics of what was turned away, at least once: source partition and offset identify a record. */
public final class TurnedAwaySink {
    /** The largest record of {@code bot-events} is 4 MiB; headers come on top. */
    private static final int MAX_REQUEST_BYTES = 5 * 1024 * 1024;

    private TurnedAwaySink() {}

    public static KafkaSink<TurnedAway> to(String bootstrapServers, String topic) {
        return KafkaSink.<TurnedAway>builder()
                .setBootstrapServers(bootstrapServers)
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(MAX_REQUEST_BYTES))
                .setRecordSerializer(new Serializer(topic))
                .build();
    }

    private record Serializer(String topic) implements KafkaRecordSerializationSchema<TurnedAway> {
        @Override
        public ProducerRecord<byte[], byte[]> serialize(
                TurnedAway turnedAway, KafkaSinkContext context, Long timestamp) {
            return turnedAway.to(topic);
        }
    }
}
