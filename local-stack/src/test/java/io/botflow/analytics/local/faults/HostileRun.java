package io.botflow.analytics.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.local.AnalyticsJob;
import io.botflow.analytics.local.StackProcess;
import io.botflow.analytics.local.StoredTables;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A stack in a process of its own, what it is sent, and the oracle that reads along. */
final class HostileRun implements AutoCloseable {
    /** Above all that a process with 512 MiB of heap has beside it: classes, threads, buffers, Flink's own memory. */
    private static final long MOST_BYTES = 1536L * 1024 * 1024;

    private static final List<String> LOGGED_ERRORS = List.of("ERROR:", "FATAL:", "PANIC:");

    private final Path data;
    private final Duration limit;
    private final StackProcess stack;
    private final AnalyticsJob job;
    private final StoredTables stored;
    private final HostileProducers producers;
    private final HostileLoad load;
    private final TopicTail events;
    private final StreamOracle oracle = new StreamOracle();
    private final String as;
    private final long logged;
    /** A checkpoint that is due before every task runs fails. */
    private final Map<String, RunningJobs.Health> begun;

    private HostileRun(StackProcess stack, Path data, long seed, Duration limit) throws Exception {
        this.data = data;
        this.limit = limit;
        this.as = "-Dbotflow.seed=" + seed;
        this.stack = stack;
        String kafka = stack.settings().bootstrapServers();
        this.job = AnalyticsJob.running(stack.settings().flinkUrl());
        this.stored = new StoredTables(stack.settings().jdbcUrl(PostgresServer.SUPERUSER));
        this.producers = new HostileProducers(kafka, new Random(seed + 1));
        this.load = new HostileLoad(producers, new Random(seed + 2), Clock.systemUTC());
        this.events = new TopicTail(kafka, Topics.BOT_EVENTS);
        this.begun = jobs().health();
        // A server that is starting refuses connections with FATAL.
        this.logged = Files.size(PostgresServer.log(data.resolve("postgres")));
    }

    /** @param limit how long the jobs may take for what they were sent */
    static HostileRun start(Path directory, long seed, Duration limit) throws Exception {
        Path data = directory.resolve("data");
        StackProcess stack = StackProcess.start(directory, "--traffic", "0", "--data", data.toString());
        try {
            return new HostileRun(stack, data, seed, limit);
        } catch (Exception e) {
            stack.close();
            throw e;
        }
    }

    HostileLoad load() {
        return load;
    }

    HostileProducers producers() {
        return producers;
    }

    StreamOracle oracle() {
        return oracle;
    }

    private RunningJobs jobs() {
        return new RunningJobs(stack.settings().flinkUrl());
    }

    /** Of the job that fills the metric tables. */
    RunningJobs.Health analyticsHealth() throws Exception {
        return jobs().health().get(ConversationAnalyticsPipeline.JOB);
    }

    String kafka() {
        return stack.settings().bootstrapServers();
    }

    /** Begins an epoch: event time is where it stays until the next, for every job. */
    void begin(Epoch epoch) {
        List<List<BotEvent>> byPartition = openings(epoch);
        for (int partition = 0; partition < byPartition.size(); partition++) {
            for (BotEvent event : byPartition.get(partition)) {
                producers.send(partition, EventJson.plain(event));
            }
        }
        producers.flush();
        awaitEventTime(epoch, byPartition.get(0).get(0));
        read(epoch.exactTimes());
    }

    /** One for each partition, which is the one where all of their contents go. */
    private static List<List<BotEvent>> openings(Epoch epoch) {
        return IntStream.range(0, HostileProducers.PARTITIONS)
                .mapToObj(partition -> Stream.iterate(0, number -> number + 1)
                        .map(epoch::opening)
                        .filter(opening -> HostileLoad.partitionOf(opening.get(0)) == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** All the while some input is not silent, so that event time does not go on by itself. */
    private void awaitEventTime(Epoch epoch, BotEvent redelivered) {
        String expected = Instant.ofEpochMilli(epoch.eventTime()).toString();
        await("event time " + expected)
                .atMost(limit)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    producers.send(HostileLoad.partitionOf(redelivered), EventJson.plain(redelivered));
                    producers.flush();
                    assertThat(eventTime()).as(as).isEqualTo(Instant.parse(expected));
                    // The archive's own event time cannot be seen, but is there when the messages that move it are.
                    assertThat(stored.query("SELECT 1 FROM messages WHERE occurred_at = '"
                                    + Instant.ofEpochMilli(epoch.newest() - 1) + "'"))
                            .as(as)
                            .hasSizeGreaterThanOrEqualTo(HostileProducers.PARTITIONS);
                });
    }

    /** Event time as the job has written it last. */
    Instant eventTime() throws Exception {
        List<Map<String, String>> rows = stored.query(
                "SELECT as_of FROM pipeline_progress WHERE job = '" + ConversationAnalyticsPipeline.JOB + "'");
        String asOf = rows.isEmpty() ? null : rows.get(0).get("as_of");
        return asOf == null ? Instant.MIN : Instant.parse(asOf);
    }

    /** Lets the oracle read what was sent, and waits until each record has come to the end that it must have. */
    void read(EventTimes times) {
        producers.flush();
        events.readOn(found -> oracle.read(found, times));
        await("the ends of all records")
                .atMost(limit)
                .untilAsserted(() -> assertThat(job.recordEnds()).as(as).hasValue(oracle.ends()));
        await("conflicts")
                .atMost(limit)
                .untilAsserted(() -> assertThat(job.conflicts()).as(as).isEqualTo(oracle.conflicts()));
    }

    /** What must hold in the end. */
    void check() throws Exception {
        await("tables")
                .atMost(limit)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(stored.differences(oracle.events())).as(as).isEmpty());
        for (String topic : List.of(Topics.DEAD_LETTERS, Topics.LATE)) {
            try (TopicTail turnedAway = new TopicTail(kafka(), topic)) {
                turnedAway.readOn(oracle::turnedAway);
            }
        }
        assertThat(oracle.turnedAwayFaults()).as(as).isEmpty();
        assertThat(jobs().health()).as(as).hasSize(3).allSatisfy((name, health) -> {
            assertThat(health.state()).isEqualTo("RUNNING");
            assertThat(health.restarts()).isZero();
            assertThat(health.failedCheckpoints()).isEqualTo(begun.get(name).failedCheckpoints());
            assertThat(health.completedCheckpoints())
                    .isGreaterThan(begun.get(name).completedCheckpoints());
        });
        assertThat(loggedErrors()).as(as).isEmpty();
        assertThat(stack.lines()).as(as).noneMatch(line -> line.contains("OutOfMemoryError"));
        assertThat(stack.peakBytes()).as(as).isLessThan(MOST_BYTES);
        System.out.printf(
                "%s: %s, conflicts %d, reasons %s, %d events, peak %d MiB, %s%n",
                as,
                oracle.ends(),
                oracle.conflicts(),
                oracle.reasons(),
                oracle.events().size(),
                stack.peakBytes() >> 20,
                jobs().health());
    }

    private List<String> loggedErrors() throws IOException {
        byte[] log = Files.readAllBytes(PostgresServer.log(data.resolve("postgres")));
        return new String(log, (int) logged, log.length - (int) logged, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> LOGGED_ERRORS.stream().anyMatch(line::contains))
                .toList();
    }

    @Override
    public void close() throws IOException {
        events.close();
        producers.close();
        stack.close();
    }
}
