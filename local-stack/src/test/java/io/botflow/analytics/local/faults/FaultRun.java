package io.botflow.analytics.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.TableComparison.Difference;
import io.botflow.analytics.jobs.oracle.Tables;
import io.botflow.analytics.jobs.sink.Progress;
import io.botflow.analytics.local.AnalyticsJob;
import io.botflow.analytics.local.LiveComparison;
import io.botflow.analytics.local.StoredTables;
import io.botflow.analytics.local.TopicReader;
import io.botflow.analytics.local.cluster.TestCluster;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.schemas.Topics;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import redis.clients.jedis.Jedis;

/** Sends a hard stream through a cluster, lets faults strike, and compares all that is left with the stream. */
final class FaultRun {
    private static final Path REPORTS = Path.of("target", "faults");
    /** For what was held up by the last fault to be caught up with, and for comparisons that take long themselves. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final int SHOWN = 20;

    private static final String TASK_HEAP = "taskmanager.memory.task.heap.size";
    /** As a cluster has by default. */
    private static final int LEAST_TASK_HEAP_MEBIBYTES = 256;
    /** With no more than the default, a TaskManager took two minutes to restore 1.3 million events. */
    private static final int EVENTS_PER_MEBIBYTE = 2_000;
    /** With so few, programs that start again and again compile more than they run. */
    private static final long FEW_EVENTS = 100_000;

    private static final String LITTLE_COMPILED = "-XX:TieredStopAtLevel=1";

    private final long seed;
    private final long events;
    private final int faults;
    private final Clock clock = Clock.systemUTC();
    private final RecoveryReport report = new RecoveryReport();
    private final Instant begin = clock.instant();
    private final Instant lastFault;
    private TestCluster cluster;
    private HardTraffic traffic;

    private FaultRun(long seed, long events, int faults, Duration longest) {
        this.seed = seed;
        this.events = events;
        this.faults = faults;
        this.lastFault = begin.plus(longest);
    }

    /** As the system properties say; these numbers where they say nothing. */
    static FaultRun fromProperties(long events, int faults) {
        return new FaultRun(
                Long.getLong("botflow.seed", System.nanoTime()),
                Long.getLong("botflow.faults.events", events),
                Integer.getInteger("botflow.faults.faults", faults),
                Duration.ofMinutes(Integer.getInteger("botflow.faults.minutes", Integer.MAX_VALUE)));
    }

    void run(Path directory) throws Exception {
        String again = "scripts/test faults --seed " + seed + " --events " + events + " --faults " + faults;
        tell(again);
        try (TestCluster started = TestCluster.up(
                directory.resolve("cluster"),
                "-D",
                TASK_HEAP + "=" + taskHeap(),
                "-D",
                "env.java.opts.all=" + (events < FEW_EVENTS ? LITTLE_COMPILED : ""))) {
            cluster = started;
            try {
                run();
            } catch (Exception | AssertionError e) {
                Path evidence = REPORTS.resolve(Long.toString(seed));
                new Evidence(evidence).gather(cluster);
                tell("failed, logs and threads are in " + evidence.toAbsolutePath() + "; again with: " + again);
                throw e;
            }
        } finally {
            report.write(REPORTS.resolve(seed + ".txt"));
            System.out.println(report);
        }
    }

    /** In which two jobs keep what is live, or is being read again, of all events. */
    private String taskHeap() {
        return LEAST_TASK_HEAP_MEBIBYTES + events / EVENTS_PER_MEBIBYTE + "m";
    }

    private void run() throws Exception {
        Random random = new Random(seed);
        String names = System.getProperty("botflow.faults.only", "");
        FaultPlan plan = names.isEmpty() ? FaultPlan.of(random, faults) : FaultPlan.named(names);
        for (String job : Scene.JOBS) {
            cluster.succeed("deploy", job);
        }
        String kafka = cluster.settings().bootstrapServers();
        try (HardTraffic started = HardTraffic.start(kafka, random.nextLong(), events);
                CounterWatch watch = CounterWatch.start(cluster.settings().jdbcUrl(PostgresServer.SUPERUSER))) {
            traffic = started;
            ResourceUse before = undisturbed(plan.faults().size() + 1);
            Scene scene = new Scene(cluster, traffic, random);
            for (int i = 0; i < plan.faults().size(); i++) {
                if (clock.instant().isAfter(lastFault)) {
                    tell("no time is left for " + (plan.faults().size() - i) + " faults");
                    break;
                }
                traffic.allow(events * (i + 2) / (plan.faults().size() + 1));
                strike(plan.faults().get(i), scene);
            }
            traffic.allow(events);
            await("all is sent").atMost(LIMIT).until(traffic::isThrough);
            tell("the last fault is over, " + traffic.sent() + " records are sent");
            compare(before);
            assertThat(watch.polls()).as("polls of the counters").isPositive();
            assertThat(watch.falls())
                    .as("counters that fell, of %d polls", watch.polls())
                    .isEmpty();
            tell("no counter fell in " + watch.polls() + " polls");
        }
    }

    /** Some of the stream without a fault, so that there is state to go on from. */
    private ResourceUse undisturbed(int phases) throws Exception {
        traffic.allow(events / phases);
        await("records before the first fault").atMost(LIMIT).until(traffic::isThrough);
        new Recovery(cluster, clock).await(clock.instant());
        ResourceUse use = ResourceUse.of(cluster);
        tell("undisturbed: " + use);
        return use;
    }

    private void strike(Fault fault, Scene scene) throws Exception {
        scene.pause(0, 3_000);
        Instant start = clock.instant();
        tell(fault.name() + " after " + traffic.sent() + " records");
        fault.strike(scene);
        Instant over = clock.instant();
        Duration healthy = new Recovery(cluster, clock).await(over);
        tell(report.add(fault, Duration.between(begin, start), Duration.between(start, over), healthy));
    }

    private void compare(ResourceUse before) throws Exception {
        TopicReader reader = new TopicReader(cluster.settings().bootstrapServers());
        long newest = GeneratedEvents.BEGIN + GeneratedEvents.SPAN.toMillis();
        Instant end = LiveComparison.end(newest);
        traffic.moveTime(end.plus(Duration.ofMinutes(1)).toEpochMilli());
        compareLiveFigures(StreamTruth.read(reader).arrivals(), end);

        traffic.moveTime(end.plus(Duration.ofHours(2)).toEpochMilli());
        StreamTruth truth = StreamTruth.read(reader);
        compareEnds(reader, truth);
        compareTables(truth.tables());
        new Recovery(cluster, clock).await(clock.instant());
        await("resources as in the beginning, " + before).atMost(LIMIT).untilAsserted(() -> {
            ResourceUse now = ResourceUse.of(cluster);
            assertThat(now.isLike(before)).as(now.toString()).isTrue();
        });
        tell("resources are as they were: " + ResourceUse.of(cluster));
    }

    private void compareLiveFigures(List<BotEvent> arrivals, Instant end) {
        LiveComparison live = new LiveComparison(arrivals, seed);
        try (Jedis redis = new Jedis("127.0.0.1", cluster.settings().ports().redis())) {
            // One after the other: event time goes on, and a figure may be on its way for each of them in turn.
            live.organizations()
                    .forEach(organization -> await("live figures")
                            .atMost(LIMIT)
                            .pollInterval(POLL)
                            .untilAsserted(() -> live.assertFigures(redis, organization, end)));
        }
        tell("live figures of " + live.organizations().size() + " organizations are right");
    }

    private void compareEnds(TopicReader reader, StreamTruth truth) throws Exception {
        Tables tables = truth.tables();
        AnalyticsJob job = AnalyticsJob.running(cluster.settings().flinkUrl());
        await("ends of records")
                .atMost(LIMIT)
                .pollInterval(POLL)
                .untilAsserted(() -> assertThat(job.recordEnds()).hasValue(truth.ends(tables.reads())));
        tell("ends add up: " + truth.ends(tables.reads()));
        await("records that were turned away").atMost(LIMIT).untilAsserted(() -> {
            assertThat(StreamTruth.sources(reader, Topics.DEAD_LETTERS)).isEqualTo(truth.bad());
            assertThat(StreamTruth.sources(reader, Topics.LATE)).isEqualTo(truth.late());
        });
        tell(truth.bad().size() + " dead letters and " + truth.late().size() + " late events are right");
    }

    private void compareTables(Tables tables) {
        StoredTables stored = new StoredTables(cluster.settings().jdbcUrl(PostgresServer.SUPERUSER));
        await("tables").atMost(LIMIT).pollInterval(POLL).untilAsserted(() -> {
            List<Difference> differences = stored.differencesBySlices(tables, oldestMinute(stored));
            assertThat(differences.stream().limit(SHOWN))
                    .as("%d differences, seed %d", differences.size(), seed)
                    .isEmpty();
        });
        tell("tables are right: " + tables.conversations().size() + " conversations, "
                + tables.messages().size() + " messages");
    }

    /** As event time stands in the tables. */
    private static Instant oldestMinute(StoredTables stored) throws IOException {
        try {
            Instant asOf = Instant.parse(
                    stored.query("SELECT as_of FROM pipeline_progress").get(0).get("as_of"));
            return Instant.ofEpochMilli(Progress.oldestMinute(asOf.toEpochMilli()));
        } catch (java.sql.SQLException e) {
            throw new IOException(e);
        }
    }

    private void tell(String what) {
        System.out.printf(
                "[%4d s] %s%n", Duration.between(begin, clock.instant()).toSeconds(), what);
    }
}
