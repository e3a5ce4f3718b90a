package io.botflow.analytics.local.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.sink.Postgres;
import io.botflow.analytics.local.EventProducer;
import io.botflow.analytics.local.HardSet;
import io.botflow.analytics.local.LiveEvents;
import io.botflow.analytics.local.LocalStack;
import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.StoredTables;
import io.botflow.analytics.local.TestStack;
import io.botflow.analytics.local.TopicReader;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Rows are recomputed, compared and repaired beside running jobs, and dead letters sent back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RepairIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int CONVERSATIONS = 120;
    private static final int PACE_MILLIS = 20;
    private static final String FROM = "2026-02-25";
    private static final String TO = "2026-07-01";
    /** After the hard set, by less than a lateness horizon. */
    private static final Instant NEXT = Instant.parse("2026-03-04T10:00:00Z");
    /** More than a lateness horizon after that. */
    private static final Instant LATER = Instant.parse("2026-03-14T10:00:00Z");

    private static final String PHONE = "+4915100000";
    private static final UUID TWO_PARTS = UUID.fromString("d0000000-0000-4000-8000-000000000001");
    private static final UUID WITH_LATE = UUID.fromString("d0000000-0000-4000-8000-000000000002");

    @TempDir
    private static Path directory;

    private static LocalStack stack;
    private static StackSettings settings;
    private static StoredTables stored;
    private static HardSet set;
    private static long seed;

    private String said;

    @BeforeAll
    static void start() throws Exception {
        seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("RepairIT: -Dbotflow.seed=" + seed);
        set = HardSet.of(seed, CONVERSATIONS);
        stack = TestStack.start(directory.resolve("stack"));
        settings = stack.settings();
        stored = new StoredTables(settings.jdbcUrl("postgres"));
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void undamagedRowsAreEqual() throws Exception {
        set.send(settings.bootstrapServers(), 0, set.arrivals().size());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored.differences(set.arrivals()))
                        .as("-Dbotflow.seed=%d", seed)
                        .isEmpty());
        awaitSettled();

        assertThat(run("replay", "--from", FROM, "--to", TO)).as(said).isZero();
        assertThat(run("verify")).as(said).isZero();

        assertThat(said).contains("equal", "0 late events left out").doesNotContain("warning");
        for (String table : List.of(
                "conversation_metrics",
                "bot_performance_metrics",
                "usage_analytics",
                "bot_metrics_15m",
                "bot_metrics_1m",
                "messages")) {
            List<String> counts = countsOf(table);
            assertThat(Long.parseLong(counts.get(0))).as(table).isPositive();
            assertThat(counts.get(1)).as(table).isEqualTo(counts.get(0));
        }
    }

    @Test
    @Order(2)
    void recomputedRowsAreProtectedLikeTheLiveOnes() throws Exception {
        assertThat(stored.query(
                        "SELECT c.relname, bool_or(p.polroles = ARRAY['botflow_repair'::regrole::oid]) AS policy"
                                + " FROM pg_class c LEFT JOIN pg_policy p ON p.polrelid = c.oid"
                                + " WHERE c.relnamespace = 'shadow'::regnamespace AND c.relrowsecurity AND c.relforcerowsecurity"
                                + " GROUP BY 1"))
                .hasSize(6)
                .allMatch(table -> table.get("policy").equals("t"));
        // The others name no organization.
        assertThat(stored.query("SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
                        + " WHERE c.relnamespace = 'shadow'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity"
                        + " AND a.attname = 'organization_id'"))
                .isEmpty();
    }

    @Test
    @Order(3)
    void damageIsNamedByRowAndColumnAndRepaired() throws Exception {
        List<String> damage = List.of(
                first("conversation_metrics", "UPDATE %s SET total_messages = total_messages + 1"),
                second("conversation_metrics", "UPDATE %s SET started_at = '2020-01-01T00:00:00Z'"),
                first("bot_performance_metrics", "DELETE FROM %s"),
                first("bot_metrics_15m", "UPDATE %s SET response_times = '\\x00', tokens_used = 7"),
                second("bot_metrics_15m", "UPDATE %s SET response_times = '\\x00'"),
                first("messages", "UPDATE %s SET text = 'forged'"),
                second("messages", "DELETE FROM %s"),
                "INSERT INTO usage_analytics (organization_id, hour, messages_sent, updated_at) VALUES"
                        + " ('a0000000-0000-4000-8000-000000000001', '2026-03-01T10:00:00Z', 5, '2026-03-01T10:00:00Z')",
                // Without any figure it is as good as absent.
                "INSERT INTO usage_analytics (organization_id, hour) VALUES"
                        + " ('a0000000-0000-4000-8000-000000000001', '2026-03-01T11:00:00Z')");
        for (String statement : damage) {
            assertThat(sql(statement)).as(statement).isEqualTo(1);
        }

        assertThat(run("verify")).isEqualTo(1);
        assertThat(said).contains("8 rows differ");
        assertThat(differences("conversation_metrics")).containsExactly(0L, 0L, 2L);
        assertThat(differences("bot_performance_metrics")).containsExactly(1L, 0L, 0L);
        assertThat(differences("usage_analytics")).containsExactly(0L, 1L, 0L);
        assertThat(differences("bot_metrics_15m")).containsExactly(0L, 0L, 2L);
        assertThat(differences("bot_metrics_1m")).containsExactly(0L, 0L, 0L);
        assertThat(differences("messages")).containsExactly(1L, 0L, 1L);
        assertThat(said.lines().filter(line -> line.matches("  [a-z0-9_]+: [0-9]+")))
                .containsExactly(
                        "  started_at: 1",
                        "  total_messages: 1",
                        "  response_times: 2",
                        "  tokens_used: 1",
                        "  text: 1");
        assertThat(said)
                .contains("live forged, recomputed ")
                .contains("extra organization_id=a0000000-0000-4000-8000-000000000001 hour=2026-03-01 10:00:00+00");
        assertThat(run("verify", "--organization", DemoData.BANK.id().toString()))
                .as("of another organization")
                .isZero();
        assertThat(said).contains("equal");

        assertThat(run("verify", "--swap")).isZero();

        assertThat(said)
                .contains("conversation_metrics: replaced 2, inserted 0, deleted 0 rows")
                .contains("bot_performance_metrics: replaced 0, inserted 1, deleted 0 rows")
                .contains("usage_analytics: replaced 0, inserted 0, deleted 1 rows")
                .contains("messages: replaced 1, inserted 1, deleted 0 rows");
        assertThat(run("verify")).as(said).isZero();
        sql("DELETE FROM usage_analytics WHERE organization_id = 'a0000000-0000-4000-8000-000000000001'");
        assertThat(stored.differences(set.arrivals()))
                .as("-Dbotflow.seed=%d", seed)
                .isEmpty();
    }

    @Test
    @Order(4)
    void liveTrafficGoesOnUndisturbed() throws Exception {
        Collection<String> groups = groups();
        AtomicInteger sent = new AtomicInteger();
        ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
        try (LiveEvents live = new LiveEvents(settings)) {
            ScheduledFuture<?> unused = traffic.scheduleAtFixedRate(
                    () -> {
                        int number = sent.getAndIncrement();
                        live.question(
                                DemoData.CARDS,
                                new UUID(9, number % 20),
                                PHONE + number % 20,
                                "more",
                                NEXT.plusMillis(number));
                    },
                    0,
                    PACE_MILLIS,
                    TimeUnit.MILLISECONDS);
            await().atMost(LIMIT)
                    .until(() -> count("conversation_metrics WHERE conversation_id = '" + new UUID(9, 0) + "'") == 1);

            assertThat(run("replay", "--from", FROM, "--to", TO)).as(said).isZero();
            assertThat(run("verify")).as(said).isZero();
            assertThat(Long.parseLong(countsOf("conversation_metrics").get(5)))
                    .as("written since")
                    .isPositive();

            traffic.shutdown();
            assertThat(traffic.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(count("messages WHERE bot_id = '" + DemoData.CARDS.id() + "'"))
                            .isEqualTo(sent.get()));
        } finally {
            traffic.shutdownNow();
        }
        assertThat(groups()).isEqualTo(groups);
        assertThat(stack.analytics().restarts()).isZero();
    }

    @Test
    @Order(5)
    void lateEventsAreLeftOutAsTheyWereAndCountWhenAsked() throws Exception {
        try (LiveEvents live = new LiveEvents(settings)) {
            live.question(DemoData.BOOKINGS, TWO_PARTS, PHONE, "first part", NEXT);
            live.question(DemoData.BOOKINGS, WITH_LATE, PHONE, "in time", NEXT);
            live.moveTime(DemoData.TRAVEL.id(), LATER);
            awaitEventTime(LATER.minus(Duration.ofMinutes(2)));
            live.question(DemoData.BOOKINGS, TWO_PARTS, PHONE, "second part", LATER);
            live.question(DemoData.BOOKINGS, WITH_LATE, PHONE, "too late", NEXT.plusSeconds(5));
            live.question(DemoData.LOANS, UUID.randomUUID(), PHONE, "too late too", NEXT);
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(new TopicReader(settings.bootstrapServers()).all(Topics.LATE))
                        .hasSize(2));
        await().atMost(LIMIT)
                .until(() -> count("conversation_metrics WHERE conversation_id = '" + TWO_PARTS + "' AND started_at = '"
                                + LATER + "'")
                        == 1);
        awaitSettled();

        assertThat(run("replay", "--from", FROM, "--to", TO)).as(said).isZero();
        assertThat(run("verify")).as(said).isZero();
        assertThat(said).contains("2 late events left out").doesNotContain("warning");

        assertThat(run("replay", "--from", "2026-03-04", "--to", "2026-03-05", "--include-late"))
                .as(said)
                .isZero();
        assertThat(run("verify")).isEqualTo(1);
        assertThat(differences("messages")).containsExactly(2L, 0L, 0L);
        assertThat(differences("conversation_metrics")).containsExactly(1L, 0L, 1L);
        assertThat(run("verify", "--organization", DemoData.BANK.id().toString()))
                .isEqualTo(1);
        assertThat(differences("messages")).containsExactly(1L, 0L, 0L);

        assertThat(run("verify", "--swap")).isZero();
        assertThat(run("verify")).as(said).isZero();
        assertThat(count("messages WHERE text LIKE 'too late%'")).isEqualTo(2);
        assertThat(stored.query("SELECT total_messages, event_count FROM conversation_metrics WHERE conversation_id = '"
                        + WITH_LATE + "'"))
                .containsExactly(Map.of("total_messages", "2", "event_count", "2"));
    }

    @Test
    @Order(6)
    void aRepairedDeadLetterIsCounted() throws Exception {
        Path exported = directory.resolve("dead-letters.jsonl");
        Path repaired = directory.resolve("repaired.jsonl");
        byte[] valid;
        try (LiveEvents live = new LiveEvents(settings)) {
            valid = EventJson.plain(
                    live.question(DemoData.LUGGAGE, UUID.randomUUID(), PHONE, "for its shape", LATER.plusSeconds(1)));
        }
        String lost = text(valid)
                .replaceAll("\"event_id\":\"[^\"]*\"", "\"event_id\":\"" + UUID.randomUUID() + "\"")
                .replace("for its shape", "was lost");
        String broken = lost.replace("message_received", "message_recieved");
        String hopeless = "{\"event_type\":";
        send(List.of(bytes(broken), bytes(hopeless)));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(new TopicReader(settings.bootstrapServers()).all(Topics.DEAD_LETTERS))
                        .hasSize(2));

        assertThat(run("redrive")).as(said).isZero();
        assertThat(said).contains("unknown-event-type", "not-json", "2 dead letters");
        assertThat(run("redrive", "--export", exported.toString())).as(said).isZero();
        assertThat(run("redrive", "--export", exported.toString())).isEqualTo(2);
        Files.writeString(repaired, Files.readString(exported).replace("recieved", "received"));

        assertThat(run("redrive", "--from", repaired.toString(), "--send")).isEqualTo(1);
        assertThat(said).contains("line 2 is refused: not-json", "sent 1, still invalid 1");
        Files.writeString(repaired, lost + "\n");
        assertThat(run("redrive", "--from", repaired.toString(), "--again")).isZero();
        assertThat(said).contains("repaired records: would send 1", "dead letters: would send 0, still invalid 2");
        assertThat(run("redrive", "--from", repaired.toString(), "--send")).isZero();

        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(count("messages WHERE text = 'was lost'")).isEqualTo(1));
        long duplicates = stack.analytics().recordEnds().orElseThrow().duplicate();
        assertThat(run("redrive", "--from", repaired.toString(), "--send")).isZero();
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stack.analytics().recordEnds())
                        .hasValueSatisfying(ends -> assertThat(ends.duplicate()).isEqualTo(duplicates + 1)));
        assertThat(new TopicReader(settings.bootstrapServers()).all(Topics.DEAD_LETTERS))
                .hasSize(2);
        assertThat(new TopicReader(settings.bootstrapServers())
                        .all(Topics.BOT_EVENTS).stream()
                                .filter(record -> text(record.value()).equals(lost))
                                .map(record -> text(record.key())))
                .as("keys")
                .hasSize(3)
                .allSatisfy(key -> assertThat(lost).contains("\"conversation_id\":\"" + key + "\""));
    }

    @Test
    @Order(7)
    void rowsOfWhichRecordsAreGoneAreNotSwapped() throws Exception {
        TopicPartition partition = new TopicPartition(Topics.BOT_EVENTS, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(200)))
                    .all()
                    .get();
        }

        assertThat(run("replay", "--from", FROM, "--to", TO)).as(said).isZero();
        assertThat(said).contains("does not go back that far");
        assertThat(run("verify")).isEqualTo(1);
        String differences = differencesOfAll();
        assertThat(run("verify", "--swap")).isEqualTo(1);

        assertThat(said).contains("incomplete").doesNotContain("replaced");
        assertThat(run("verify")).isEqualTo(1);
        assertThat(differencesOfAll()).isEqualTo(differences);
    }

    private String differencesOfAll() {
        return said.lines()
                .filter(line -> line.endsWith(" rows differ"))
                .findFirst()
                .orElseThrow();
    }

    /** Rows that were written just now may have moved on when a replay begins. */
    private static void awaitSettled() {
        List<String> written = new ArrayList<>();
        for (String table : List.of(
                "conversation_metrics",
                "bot_performance_metrics",
                "usage_analytics",
                "bot_metrics_15m",
                "bot_metrics_1m")) {
            written.add("SELECT max(updated_at) AS at FROM " + table);
        }
        written.add("SELECT max(created_at) FROM messages");
        await().atMost(LIMIT)
                .until(() -> stored.query("SELECT max(at) < now() - interval '11 s' AS settled FROM ("
                                + String.join(" UNION ALL ", written) + ") w")
                        .get(0)
                        .get("settled")
                        .equals("t"));
    }

    private static void awaitEventTime(Instant time) {
        await().atMost(LIMIT)
                .until(() -> count("pipeline_progress WHERE job = 'conversation-analytics' AND as_of >= '" + time + "'")
                        == 1);
    }

    private int run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int code;
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            code = RepairMain.run(environment(), Clock.systemUTC(), out, out, arguments);
        }
        said = bytes.toString(StandardCharsets.UTF_8);
        System.out.println(said);
        return code;
    }

    private static Map<String, String> environment() {
        return Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                settings.bootstrapServers(),
                "POSTGRES_URL",
                "jdbc:postgresql://127.0.0.1:" + settings.ports().postgres() + "/botflow");
    }

    /** Rows, equal, missing, extra, differing, changed since. */
    private List<String> countsOf(String table) {
        String line = said.lines()
                .filter(one -> one.startsWith(table + " "))
                .filter(one -> one.matches(".* [0-9]+"))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring(table.length()).trim().split(" +", -1));
    }

    private List<Long> differences(String table) {
        return countsOf(table).subList(2, 5).stream().map(Long::valueOf).toList();
    }

    private static String first(String table, String statement) {
        return nth(table, statement, 0);
    }

    private static String second(String table, String statement) {
        return nth(table, statement, 1);
    }

    /** A statement on a row that is not of the closing events, which have no messages. */
    private static String nth(String table, String statement, int number) {
        String which = table.equals("bot_metrics_15m") ? " WHERE response_time_count > 0" : "";
        return statement.formatted(table) + " WHERE ctid = (SELECT ctid FROM " + table + which + " ORDER BY id LIMIT 1"
                + " OFFSET " + number + ")";
    }

    private static int sql(String statement) throws SQLException {
        try (Connection connection = new Postgres(settings.jdbcUrl("postgres"), "postgres", null).connect("test");
                Statement one = connection.createStatement()) {
            return one.executeUpdate(statement);
        }
    }

    private static long count(String what) throws SQLException {
        return Long.parseLong(
                stored.query("SELECT count(*) AS n FROM " + what).get(0).get("n"));
    }

    private static Collection<String> groups() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrapServers()))) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .sorted()
                    .toList();
        }
    }

    private static void send(List<byte[]> records) {
        try (EventProducer producer = EventProducer.to(settings.bootstrapServers(), 0)) {
            records.forEach(value -> producer.send("any", value));
            producer.flush();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
