package io.botflow.analytics.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.organizations.OrganizationTables;
import io.botflow.analytics.local.server.KafkaServer;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
    private static final byte[] CONTENT = """
            {"conversation_id":"AAAAAAAA-0000-4000-8000-000000000001","organization_id":"x"}\r

            {"event_type":"api_called","organization_id":"org"}
            not json \0 é""".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void everyLineIsOneRecordWithItsBytesAndItsKey() throws Exception {
        Path file = Files.write(directory.resolve("events.jsonl"), CONTENT);
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"), Port.ANY);
                PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"), Port.ANY)) {
            createTopic(kafka);
            try (EventProducer producer = EventProducer.to(kafka.bootstrapServers(), 0)) {
                OrganizationTables tables = new OrganizationTables(postgres.jdbcUrl(PostgresServer.SUPERUSER));
                Replay replay = new Replay(file, Speed.MAX, false, Clock.systemUTC());
                assertThat(replay.run(producer, tables, System.err, false)).isEqualTo(4);
            }
            assertThat(records(kafka))
                    .containsExactly(
                            "aaaaaaaa-0000-4000-8000-000000000001 <- "
                                    + "{\"conversation_id\":\"AAAAAAAA-0000-4000-8000-000000000001\","
                                    + "\"organization_id\":\"x\"}\r",
                            "null <- ",
                            "org <- {\"event_type\":\"api_called\",\"organization_id\":\"org\"}",
                            "null <- not json \0 é");
        }
    }

    private static void createTopic(KafkaServer kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(Topics.BOT_EVENTS, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static List<String> records(KafkaServer kafka) {
        List<String> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(Topics.BOT_EVENTS, 0)));
            await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
                for (ConsumerRecord<String, byte[]> polled : consumer.poll(Duration.ofMillis(200))) {
                    records.add(polled.key() + " <- " + new String(polled.value(), StandardCharsets.UTF_8));
                }
                return records.size() >= 4;
            });
        }
        return records;
    }
}
