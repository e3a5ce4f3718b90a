package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.BotFigures;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.FirstReads;
import io.botflow.analytics.jobs.oracle.ReferenceEventReader;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.jobs.oracle.TableComparison.Difference;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.jobs.source.StreamTime;
import io.botflow.analytics.local.StoredRow;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Compares the tables with a batch recomputation of the topic. Events are held slice by slice: a partition, or the
 * conversations of it whose keys have one remainder; rows by the first byte of an id.
 */
final class RowCheck {
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Held at a time; with what belongs to it, some 700 bytes each. */
    private static final long SLICE_EVENTS = 1_000_000;

    private static final int FETCHED_ROWS = 5_000;
    private static final int ID_BYTE_SHIFT = 56;

    private final String bootstrapServers;
    private final LoadedTopic topic;
    private final Setup setup;
    private final Consumer<String> progress;

    /** @param progress is told, in words, how far it is */
    RowCheck(String bootstrapServers, LoadedTopic topic, Setup setup, Consumer<String> progress) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.setup = setup;
        this.progress = progress;
    }

    /** Every difference, none when the rows are right. */
    List<Difference> differences(String jdbcUrl) throws SQLException {
        Tables expected = recompute();
        try (Connection connection = DriverManager.getConnection(jdbcUrl)) {
            // Rows come through a cursor only within a transaction.
            connection.setAutoCommit(false);
            List<Difference> differences = new ArrayList<>();
            differences.addAll(compare(
                    connection,
                    new Kind<>(
                            ExpectedTables.CONVERSATIONS,
                            "conversation_id",
                            expected.conversations(),
                            Tables.ConversationKey::conversationId,
                            rows -> with(rows, Map.of(), Map.of(), Map.of()))));
            differences.addAll(compare(
                    connection,
                    new Kind<>(
                            ExpectedTables.BOT_DAYS,
                            "bot_id",
                            expected.botDays(),
                            Tables.BotDayKey::botId,
                            rows -> with(Map.of(), rows, Map.of(), Map.of()))));
            differences.addAll(compare(
                    connection,
                    new Kind<>(
                            ExpectedTables.USAGE,
                            "organization_id",
                            expected.usage(),
                            Tables.UsageKey::organizationId,
                            rows -> with(Map.of(), Map.of(), rows, Map.of()))));
            differences.addAll(compare(
                    connection,
                    new Kind<>(
                            ExpectedTables.QUARTER_HOURS,
                            "bot_id",
                            expected.quarterHours(),
                            Tables.BotBucketKey::botId,
                            rows -> with(Map.of(), Map.of(), Map.of(), rows))));
            return differences;
        }
    }

    private static Tables with(
            Map<Tables.ConversationKey, ConversationMetricsRow> conversations,
            Map<Tables.BotDayKey, BotFigures> botDays,
            Map<Tables.UsageKey, UsageAnalyticsRow> usage,
            Map<Tables.BotBucketKey, BotFigures> quarterHours) {
        return new Tables(
                conversations, botDays, usage, Map.of(), quarterHours, Map.of(), List.of(), FirstReads.of(List.of()));
    }

    /**
     * A table and what it should hold.
     *
     * @param idColumn the id by whose first byte its rows are cut into parts
     * @param id the same of a key
     * @param tables tables with these rows only
     */
    private record Kind<K, R>(
            String table, String idColumn, Map<K, R> rows, Function<K, UUID> id, Function<Map<K, R>, Tables> tables) {
        /** The rows by first byte of the id. */
        Map<Integer, Map<K, R>> parts() {
            Map<Integer, Map<K, R>> parts = new HashMap<>();
            rows.forEach((key, row) -> parts.computeIfAbsent(firstByte(id.apply(key)), part -> new LinkedHashMap<>())
                    .put(key, row));
            return parts;
        }

        List<Difference> differences(Map<K, R> part, List<Map<String, String>> stored) {
            return TableComparison.differences(
                    ExpectedTables.of(tables.apply(part)).table(table), stored);
        }
    }

    private static int firstByte(UUID id) {
        return (int) (id.getMostSignificantBits() >>> ID_BYTE_SHIFT);
    }

    private <K, R> List<Difference> compare(Connection connection, Kind<K, R> kind) throws SQLException {
        progress.accept("comparing " + kind.table);
        Map<Integer, Map<K, R>> parts = kind.parts();
        List<Difference> differences = new ArrayList<>();
        Set<Integer> compared = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED_ROWS);
            try (ResultSet found =
                    statement.executeQuery("SELECT * FROM " + kind.table + " ORDER BY " + kind.idColumn)) {
                int part = -1;
                List<Map<String, String>> stored = new ArrayList<>();
                while (found.next()) {
                    Map<String, String> row = StoredRow.read(found);
                    int next = firstByte(UUID.fromString(row.get(kind.idColumn)));
                    if (next != part && !stored.isEmpty()) {
                        differences.addAll(kind.differences(parts.getOrDefault(part, Map.of()), stored));
                        stored.clear();
                    }
                    part = next;
                    compared.add(part);
                    stored.add(row);
                }
                if (!stored.isEmpty()) {
                    differences.addAll(kind.differences(parts.getOrDefault(part, Map.of()), stored));
                }
            }
        }
        parts.keySet().removeAll(compared);
        parts.values().forEach(missing -> differences.addAll(kind.differences(missing, List.of())));
        return differences;
    }

    private Tables recompute() {
        long eventTime = topic.lastEventAt().toEpochMilli() - StreamTime.DISORDER.toMillis();
        BatchRecomputation computation = BatchRecomputation.ofSlices(eventTime);
        int slices = Math.toIntExact(Math.max(1, setup.events() / topic.partitions() / SLICE_EVENTS));
        long events = 0;
        for (int partition = 0; partition < topic.partitions(); partition++) {
            for (int slice = 0; slice < slices; slice++) {
                List<BotEvent> held = read(partition, slice, slices);
                events += held.size();
                progress.accept(String.format("recomputing, %,d of %,d events", events, setup.events()));
                computation.addSlice(held);
            }
        }
        if (events != setup.events()) {
            throw new IllegalStateException("the topic has " + events + " events instead of " + setup.events());
        }
        return computation.figures();
    }

    /** The events of a slice in the order of the partition; a conversation's events have one key. */
    private List<BotEvent> read(int partition, int slice, int slices) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        TopicPartition from = new TopicPartition(Topics.BOT_EVENTS, partition);
        List<BotEvent> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(from));
            long end = consumer.endOffsets(List.of(from)).get(from);
            while (consumer.position(from) < end) {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(POLL)) {
                    if (Math.floorMod(Arrays.hashCode(one.key()), slices) == slice) {
                        events.add(event(one));
                    }
                }
            }
        }
        return events;
    }

    private static BotEvent event(ConsumerRecord<byte[], byte[]> one) {
        ReferenceEventReader.Reading reading = ReferenceEventReader.read(one.value(), one.timestamp());
        if (!reading.isValid()) {
            throw new IllegalStateException("the topic has an invalid event: " + reading.fault());
        }
        return reading.event();
    }
}
