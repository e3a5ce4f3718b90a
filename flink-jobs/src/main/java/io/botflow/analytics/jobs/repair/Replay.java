package io.botflow.analytics.jobs.repair;

import io.botflow.analytics.jobs.JobSettings;
import io.botflow.analytics.jobs.archive.MessageArchivePipeline;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.sink.Postgres;
import io.botflow.analytics.jobs.sink.Tables;
import io.botflow.analytics.jobs.sink.TurnedAway;
import io.botflow.analytics.jobs.sink.WrittenRows;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.EventDecoder;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Recomputes the rows of a range from Kafka into {@link ShadowTables}: the pipelines of the jobs over a bounded part of the
 * topic, written elsewhere. It has no consumer group and commits nothing, so the running jobs notice nothing of it.
 */
public final class Replay {
    /** Few rewrites of a row; what is gathered is bounded by number too. */
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(5);
    /** Clocks of those who turn records away and of the broker of {@code bot-events} may differ by so much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private static final Duration MOST_AHEAD = Duration.ofMillis(EventDecoder.MAX_AHEAD_MILLIS);

    private final String bootstrapServers;
    private final Duration horizon;
    private final Postgres postgres;
    private final Supplier<StreamExecutionEnvironment> environments;
    private final Consumer<String> progress;

    /**
     * @param horizon the lateness horizon of the running jobs
     * @param postgres as role {@code botflow_repair}
     * @param environments where it runs: one environment for each pipeline
     * @param progress takes lines for a person
     */
    public Replay(
            String bootstrapServers,
            Duration horizon,
            Postgres postgres,
            Supplier<StreamExecutionEnvironment> environments,
            Consumer<String> progress) {
        this.bootstrapServers = bootstrapServers;
        this.horizon = horizon;
        this.postgres = postgres;
        this.environments = environments;
        this.progress = progress;
    }

    /** Recomputes, and tells what the shadow tables hold now. */
    public ReplayRecord run(ReplayRequest request) throws Exception {
        try (Connection connection = postgres.connect("botflow-replay")) {
            ShadowTables.create(connection);
            // In this order: what is read below is at least what the live rows of this moment were made of.
            ReplayRecord begun = begin(connection, request);
            Recording recording = recording(connection, request, begun.eventTime());
            progress.accept("event time of the live tables is "
                    + (begun.eventTime() == null ? "unknown" : begun.eventTime().toString()) + "; "
                    + recording.late().size() + " late events are "
                    + (request.includeLate() ? "counted" : "left out"));

            recomputeFigures(recording);
            recomputeMessages(recording);

            ShadowTables.analyze(connection);
            ReplayRecord done = new ReplayRecord(
                    request,
                    begun.begunAt(),
                    begun.eventTime(),
                    request.includeLate() ? 0 : recording.late().size(),
                    unexpectedlyLate(connection, recording),
                    isComplete(recording),
                    true);
            done.store(connection);
            return done;
        }
    }

    /** Asked at the end: what was read to its last record had not been deleted before. */
    private boolean isComplete(Recording recording) {
        if (recording.eventsTopic().hasLostItsBeginning(recording.events())) {
            progress.accept("warning: " + Topics.BOT_EVENTS + " does not go back that far any more: rows that hang on"
                    + " records which are gone come out too small");
            return false;
        }
        return true;
    }

    private static ReplayRecord begin(Connection connection, ReplayRequest request) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT clock_timestamp(), max(as_of) FROM pipeline_progress WHERE job = ?")) {
            statement.setString(1, ConversationAnalyticsPipeline.JOB);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                OffsetDateTime eventTime = row.getObject(2, OffsetDateTime.class);
                ReplayRecord begun = new ReplayRecord(
                        request,
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        eventTime == null ? null : eventTime.toInstant(),
                        0,
                        0,
                        false,
                        false);
                begun.store(connection);
                return begun;
            }
        }
    }

    private Recording recording(Connection connection, ReplayRequest request, Instant eventTime)
            throws SQLException, IOException {
        Instant since = readFrom(connection, request);
        SortedMap<Integer, OffsetRange> events = new KafkaTopic(bootstrapServers, Topics.BOT_EVENTS).since(since);
        SortedMap<Integer, OffsetRange> lateEvents =
                new KafkaTopic(bootstrapServers, Topics.LATE).since(earlier(since, CLOCKS_DIFFER));
        Recording recording = new Recording(
                bootstrapServers,
                events,
                late(events, lateEvents),
                lateEvents,
                request.includeLate(),
                eventTime == null ? null : eventTime.toEpochMilli());
        progress.accept("reads " + recording.size() + " records of " + events.size() + " partitions, "
                + (since.isAfter(Instant.EPOCH) ? "since " + since : "all that there are"));
        return recording;
    }

    /**
     * Since when records are read, by their Kafka timestamps. A row of the range is exact if all events of each
     * conversation that has an event in it are read. A conversation ends, for the state, by a pause of a lateness horizon, so
     * those that began within a horizon before the range are read whole; the live table knows which ones began earlier. A
     * record may be older than the time it names, by what is not yet the future.
     */
    private Instant readFrom(Connection connection, ReplayRequest request) throws SQLException {
        if (request.fromBeginning()) {
            return Instant.EPOCH;
        }
        Instant since = earlier(request.from(), horizon);
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT min(started_at) FROM conversation_metrics WHERE started_at < ? AND newest_event_at >= ?")) {
            OffsetDateTime from = request.from().atOffset(ZoneOffset.UTC);
            statement.setObject(1, from);
            statement.setObject(2, from);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                OffsetDateTime earliest = row.getObject(1, OffsetDateTime.class);
                if (earliest != null && earliest.toInstant().isBefore(since)) {
                    since = earliest.toInstant();
                    progress.accept("a conversation that goes on into the range began " + since);
                }
            }
        }
        return earlier(since, MOST_AHEAD);
    }

    private static Instant earlier(Instant time, Duration by) {
        return time.isAfter(Instant.EPOCH.plus(by)) ? time.minus(by) : Instant.EPOCH;
    }

    private OffsetSet late(SortedMap<Integer, OffsetRange> events, SortedMap<Integer, OffsetRange> lateEvents)
            throws IOException {
        OffsetSet late = new OffsetSet();
        try (MergedRecords records = MergedRecords.of(new KafkaTopic(bootstrapServers, Topics.LATE), lateEvents)) {
            for (ConsumerRecord<byte[], byte[]> one = records.next(); one != null; one = records.next()) {
                SourcePlace place = SourcePlace.of(one);
                OffsetRange read = events.get(place.partition());
                if (read != null && place.offset() >= read.from() && place.offset() < read.to()) {
                    late.add(place.partition(), place.offset());
                }
            }
        }
        return late;
    }

    private void recomputeFigures(Recording recording) throws Exception {
        progress.accept("recomputes figures");
        StreamExecutionEnvironment environment = environment(ConversationAnalyticsPipeline.JOB);
        ConversationAnalyticsPipeline.build(
                environment,
                new RecordedEvents(recording, false),
                WatermarkStrategy.noWatermarks(),
                new ConversationAnalyticsPipeline.Outputs(
                        postgres.table(Tables.conversationMetrics().inSchema(ShadowTables.SCHEMA)),
                        postgres.table(Tables.botPerformanceMetrics().inSchema(ShadowTables.SCHEMA)),
                        postgres.table(Tables.botMetrics("bot_metrics_15m").inSchema(ShadowTables.SCHEMA)),
                        postgres.table(Tables.botMetrics("bot_metrics_1m").inSchema(ShadowTables.SCHEMA)),
                        postgres.table(Tables.usageAnalytics().inSchema(ShadowTables.SCHEMA)),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        new DiscardingSink<>(),
                        turnedAway(),
                        WrittenRows.NONE),
                settings());
        environment.execute();
    }

    private void recomputeMessages(Recording recording) throws Exception {
        progress.accept("recomputes messages");
        StreamExecutionEnvironment environment = environment(MessageArchivePipeline.JOB);
        MessageArchivePipeline.build(
                environment,
                new RecordedEvents(recording, true),
                WatermarkStrategy.noWatermarks(),
                postgres.table(Tables.messages().inSchema(ShadowTables.SCHEMA)),
                settings());
        environment.execute();
    }

    private Sink<TurnedAway> turnedAway() {
        return postgres.sink(
                "INSERT INTO " + ShadowTables.TURNED_AWAY + " VALUES (?, ?) ON CONFLICT DO NOTHING",
                (statement, turnedAway) -> {
                    statement.setInt(1, turnedAway.partition());
                    statement.setLong(2, turnedAway.offset());
                });
    }

    /** Those late here that the running job did not turn away until now: it may have come to them meanwhile. */
    private long unexpectedlyLate(Connection connection, Recording recording) throws SQLException, IOException {
        long count = 0;
        OffsetSet late = null;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + ShadowTables.TURNED_AWAY)) {
            while (row.next()) {
                if (late == null) {
                    late = late(recording.events(), recording.lateTopic().all());
                }
                if (!late.contains(row.getInt(1), row.getLong(2))) {
                    count++;
                }
            }
        }
        return count;
    }

    private StreamExecutionEnvironment environment(String job) {
        StreamExecutionEnvironment environment = environments.get();
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.NAME, "replay of " + job);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        // What is written belongs to one run; one that broke off is begun again.
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        environment.configure(configuration);
        // The order of the records and the event time between them must reach the operators as they were read.
        environment.setParallelism(1);
        return environment;
    }

    private JobSettings settings() {
        // Without checkpoints, so what is said of them does not count.
        return new JobSettings(bootstrapServers, horizon, FLUSH_INTERVAL, Duration.ofSeconds(10), "");
    }
}
