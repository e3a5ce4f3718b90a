package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.RecordedDialogues;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.local.replay.Replay;
import io.botflow.analytics.local.replay.Speed;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** From the file to the rows, on the whole embedded stack; the steps build on one another. */
@TestMethodOrder(OrderAnnotation.class)
class EndToEndIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static LocalStack stack;
    private static StoredTables stored;
    private static TopicReader topics;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.start(directory.resolve("stack"));
        StackSettings settings = stack.settings();
        stored = new StoredTables(settings.jdbcUrl("postgres"));
        topics = new TopicReader(settings.bootstrapServers());
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    @Order(1)
    void everyRowOfRecordedDialoguesIsRight() throws Exception {
        assertThat(replay(RecordedDialogues.lines()))
                .isEqualTo(RecordedDialogues.lines().size());

        awaitRecordedRows();
    }

    @Test
    @Order(2)
    void everyInvalidLineIsADeadLetterWithItsBytesAndReason() {
        Map<String, String> expected = new LinkedHashMap<>();
        for (byte[] line : RecordedDialogues.lines()) {
            ReferenceEventReader.Reading reading = ReferenceEventReader.read(line);
            if (!reading.isValid()) {
                expected.put(text(line), reading.fault().reason().wireName());
            }
        }

        Map<String, String> deadLetters = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> deadLetter : topics.all(Topics.DEAD_LETTERS)) {
            deadLetters.put(text(deadLetter.value()), header(deadLetter, Topics.HEADER_REASON));
            assertThat(header(deadLetter, Topics.HEADER_SOURCE_TOPIC)).isEqualTo(Topics.BOT_EVENTS);
            assertThat(topics.one(
                                    Topics.BOT_EVENTS,
                                    Integer.parseInt(header(deadLetter, Topics.HEADER_SOURCE_PARTITION)),
                                    Long.parseLong(header(deadLetter, Topics.HEADER_SOURCE_OFFSET)))
                            .value())
                    .isEqualTo(deadLetter.value());
        }
        assertThat(deadLetters).isEqualTo(expected);
    }

    @Test
    @Order(3)
    void functionsAgreeWithTheTables() throws Exception {
        assertThat(stored.query("SELECT c.conversation_id FROM conversation_metrics c,"
                        + " calculate_response_time_percentiles(c.conversation_id, c.organization_id) f"
                        + " WHERE (f.p50, f.p95, f.p99) IS DISTINCT FROM"
                        + " (c.p50_response_time_ms, c.p95_response_time_ms, c.p99_response_time_ms)"))
                .isEmpty();
        assertThat(stored.query("SELECT b.bot_id FROM bot_performance_metrics b,"
                        + " get_bot_performance_summary(b.bot_id, b.date, b.date, b.organization_id) f"
                        + " WHERE (f.total_conversations, f.total_messages, f.avg_response_time_ms, f.success_rate,"
                        + " f.total_cost_usd) IS DISTINCT FROM (b.total_conversations, b.total_messages,"
                        + " b.avg_response_time_ms, b.success_rate, b.total_cost_usd)"))
                .isEmpty();
        assertThat(stored.query("SELECT count(*) AS n FROM conversation_metrics")
                        .get(0))
                .doesNotContainEntry("n", "0");
    }

    @Test
    @Order(4)
    void theSameFileAgainWritesNoRow() throws Exception {
        String lastWrites = "SELECT max(updated_at) FROM conversation_metrics UNION ALL"
                + " SELECT max(updated_at) FROM bot_performance_metrics UNION ALL"
                + " SELECT max(updated_at) FROM bot_metrics_15m UNION ALL SELECT max(updated_at) FROM usage_analytics";
        List<Map<String, String>> before = stored.query(lastWrites);
        long lines = RecordedDialogues.lines().size();

        replay(RecordedDialogues.lines());

        awaitEnds(2 * lines);
        awaitCheckpoint();
        assertThat(stored.query(lastWrites)).isEqualTo(before);
        awaitRecordedRows();
    }

    @Test
    @Order(5)
    void hostileRecordsAreDeadLettersAndTheirNeighboursCount() throws Exception {
        String asOf = eventTime();
        BotEvent neighbour = neighbour();
        List<byte[]> records = new ArrayList<>();
        records.add(EventJson.plain(neighbour));
        String valid = text(EventJson.plain(neighbour));
        records.add(bytes(valid.replace("\"text\":\"", "\"text\":\"\\u0000")));
        records.add(bytes(valid.replace("\"text\":\"", "\"text\":\"\\ud800")));
        records.add(bytes(valid.replace("\"text\":\"", "\"text\":\"" + "x".repeat(2_000_000))));
        records.add(bytes("[".repeat(10_000) + "]".repeat(10_000)));
        records.add(bytes(valid.replace("{", "{\"unknown\":" + "9".repeat(5_000) + ",")));
        records.add(bytes(valid.replace("{", "{\"outcome\":\"success\",\"cost_usd\":1e400,")
                .replace("message_received", "message_sent")));
        records.add(bytes(valid.replace("\"occurred_at\":\"20", "\"occurred_at\":\"99")));
        records.add(null);
        int deadLettersBefore = topics.all(Topics.DEAD_LETTERS).size();

        send(records);

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.all(Topics.DEAD_LETTERS)).hasSize(deadLettersBefore + 8));
        List<String> reasons = topics.all(Topics.DEAD_LETTERS).stream()
                .filter(record -> records.stream().anyMatch(sent -> Arrays.equals(sent, record.value())))
                .map(record -> header(record, Topics.HEADER_REASON))
                .toList();
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        "bad-value",
                        "bad-value",
                        "too-large",
                        "not-json",
                        "not-json",
                        "bad-value",
                        "in-the-future",
                        "not-json");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored.query(
                                "SELECT text FROM messages WHERE event_id = '" + neighbour.eventId() + "'"))
                        .hasSize(1));
        assertThat(eventTime())
                .as("event time before and after")
                .isLessThan("2027")
                .isGreaterThanOrEqualTo(asOf);
        assertThat(stored.query("SELECT 1 FROM conversation_metrics WHERE conversation_id = '"
                        + neighbour.conversationId() + "'"))
                .hasSize(1);
    }

    @Test
    @Order(6)
    void anEventBehindTheHorizonGoesWholeToTheLateTopic() throws Exception {
        BotEvent late = neighbour();
        byte[] bytes = text(EventJson.plain(late))
                .replaceAll("\"occurred_at\":\"[^\"]*\"", "\"occurred_at\":\"2026-01-01T00:00:00Z\"")
                .getBytes(StandardCharsets.UTF_8);

        send(List.of(bytes));

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(topics.all(Topics.LATE))
                        .singleElement()
                        .satisfies(turnedAway -> assertThat(turnedAway.value()).isEqualTo(bytes)));
        assertThat(stored.query("SELECT 1 FROM messages WHERE event_id = '" + late.eventId() + "'"))
                .isEmpty();
    }

    @Test
    @Order(7)
    void everyRecordHasOneEndAndNothingRestarted() throws Exception {
        awaitEnds(2L * RecordedDialogues.lines().size() + 10);

        RecordEnds ends = stack.analytics().recordEnds().orElseThrow();
        assertThat(ends.late()).isEqualTo(1);
        assertThat(ends.deadLetter()).isEqualTo(topics.all(Topics.DEAD_LETTERS).size());
        assertThat(stack.analytics().restarts()).isZero();
    }

    private static void awaitRecordedRows() throws SQLException {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored.differences(RecordedDialogues.events()))
                        .isEmpty());
    }

    private static void awaitEnds(long records) {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stack.analytics().recordEnds()).hasValueSatisfying(ends -> {
                    assertThat(ends.recordsRead()).isEqualTo(records);
                    assertThat(ends.addUp()).isTrue();
                }));
    }

    /** Waits until everything counted so far is in the tables: a checkpoint that begins from now on says so. */
    private static void awaitCheckpoint() throws Exception {
        long begun = stack.analytics().checkpointsBegun();
        await().atMost(LIMIT).until(() -> stack.analytics().newestCompletedCheckpoint() > begun);
    }

    private static String eventTime() throws SQLException {
        return stored.query("SELECT as_of FROM pipeline_progress").get(0).get("as_of");
    }

    /** A message of a conversation of its own, at the newest recorded time. */
    private static BotEvent neighbour() {
        BotEvent like = RecordedDialogues.events().stream()
                .filter(event -> event.type() == EventType.MESSAGE_RECEIVED)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        return new BotEvent(
                like.type(),
                UUID.randomUUID(),
                like.occurredAt(),
                like.organizationId(),
                like.botId(),
                UUID.randomUUID(),
                like.customerPhone(),
                like.text(),
                0,
                BotEvent.ABSENT,
                null,
                0,
                0,
                null,
                null,
                BotEvent.ABSENT);
    }

    private static long replay(List<byte[]> lines) throws Exception {
        Path file = Files.createTempFile(directory, "events", ".jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), Replay.LINGER_MILLIS);
                PrintStream messages = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)) {
            return new Replay(file, Speed.MAX, false, Clock.systemUTC())
                    .run(producer, stack.organizationTables(), messages, false);
        }
    }

    private static void send(List<byte[]> records) {
        try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), 0)) {
            records.forEach(value -> producer.send("hostile", value));
            producer.flush();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> from, String name) {
        return text(from.headers().lastHeader(name).value());
    }

    private static String text(byte[] utf8) {
        return utf8 == null ? "" : new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
