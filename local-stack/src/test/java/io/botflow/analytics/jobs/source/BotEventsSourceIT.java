package io.botflow.analytics.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.local.TopicSetup;
import io.botflow.analytics.local.server.KafkaServer;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the source reads of a real broker. */
@Timeout(300)
class BotEventsSourceIT {
    @TempDir
    Path directory;

    @Test
    void readsNothingOfATransactionThatWasAborted() throws Exception {
        List<BotEvent> events = new EventScript()
                .received("2026-03-01T10:00:00Z")
                .received("2026-03-01T10:00:01Z")
                .events();
        try (KafkaServer kafka = KafkaServer.start(directory, Port.ANY)) {
            String bootstrapServers = "127.0.0.1:" + kafka.port();
            TopicSetup.create(bootstrapServers);
            try (KafkaProducer<byte[], byte[]> producer = transactional(bootstrapServers)) {
                producer.beginTransaction();
                send(producer, events.get(0));
                producer.abortTransaction();
                producer.beginTransaction();
                send(producer, events.get(1));
                producer.commitTransaction();
            }

            assertThat(firstRead(bootstrapServers)).isEqualTo(events.get(1).eventId());
        }
    }

    private static UUID firstRead(String bootstrapServers) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        CloseableIterator<BotRecord> read = environment
                .fromSource(
                        BotEventsSource.of(bootstrapServers, "test", true, BotEventsSource.FOR_TABLES),
                        WatermarkStrategy.noWatermarks(),
                        "bot-events",
                        BotRecord.TYPE)
                .executeAndCollect();
        try {
            return read.next().event().eventId();
        } finally {
            read.close();
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional(String bootstrapServers) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "test"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** Into one partition, so that the order of reading is that of sending. */
    private static void send(KafkaProducer<byte[], byte[]> producer, BotEvent event) throws Exception {
        producer.send(new ProducerRecord<>(Topics.BOT_EVENTS, 0, null, EventJson.plain(event)))
                .get();
    }
}
