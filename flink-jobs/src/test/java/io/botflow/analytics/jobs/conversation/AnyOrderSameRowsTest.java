package io.botflow.analytics.jobs.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.ExpectedTable;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;

/**
 * The property that the product stands on: any order of arrival, any redelivery, any restart and any pace of event time
 * within the lateness horizon give the rows of a plain batch recomputation.
 */
class AnyOrderSameRowsTest {
    private static final int SETS = 60;
    /** RocksDB opens a database for each operator and restart, which takes most of the time. */
    private static final int SETS_ON_ROCKSDB = 6;

    private static final int CONVERSATIONS = 25;
    /** Past every idle end, yet no event can be late before. */
    private static final long FINAL_TIME = GeneratedEvents.BEGIN
            + GeneratedEvents.SPAN.plus(Duration.ofMinutes(31)).toMillis();

    private static final List<String> TABLES = List.of(
            ExpectedTables.CONVERSATIONS, ExpectedTables.BOT_DAYS, ExpectedTables.QUARTER_HOURS, ExpectedTables.USAGE);

    @Test
    void anyPermutationWithRedeliveriesGivesTheRowsOfABatchRecomputation() throws Exception {
        long firstSeed = Long.getLong("botflow.seed", System.nanoTime());
        for (long seed = firstSeed; seed < firstSeed + SETS; seed++) {
            check(seed, new HashMapStateBackend());
        }
        System.out.println("AnyOrderSameRowsTest: " + SETS + " sets from -Dbotflow.seed=" + firstSeed);
    }

    @Test
    void stateOnRocksDbGivesThemToo() throws Exception {
        long firstSeed = Long.getLong("botflow.seed", System.nanoTime());
        for (long seed = firstSeed; seed < firstSeed + SETS_ON_ROCKSDB; seed++) {
            check(seed, new EmbeddedRocksDBStateBackend());
        }
        System.out.println(
                "AnyOrderSameRowsTest: " + SETS_ON_ROCKSDB + " sets on RocksDB from -Dbotflow.seed=" + firstSeed);
    }

    /** What is read again after a crash comes in another order, and at another pace of event time. */
    @Test
    void crashesThatLeaveRowsAheadOfTheCheckpointDoToo() throws Exception {
        long firstSeed = Long.getLong("botflow.seed", System.nanoTime());
        for (long seed = firstSeed; seed < firstSeed + SETS; seed++) {
            checkCrashes(seed);
        }
        System.out.println("AnyOrderSameRowsTest: " + SETS + " sets with crashes from -Dbotflow.seed=" + firstSeed);
    }

    private static void checkCrashes(long seed) throws Exception {
        Random random = new Random(seed);
        List<BotEvent> arrivals =
                GeneratedEvents.shuffledWithRedeliveries(GeneratedEvents.events(seed, CONVERSATIONS), random);
        try (AnalyticsHarness job = new AnalyticsHarness()) {
            long eventTime = GeneratedEvents.BEGIN;
            long keptTime = eventTime;
            int kept = 0;
            // Known from the first checkpoint on: rows are written again once it is.
            job.eventTime(eventTime);
            job.keepCheckpoint();
            for (int i = 0; i < arrivals.size(); i++) {
                job.read(arrivals.get(i));
                switch (random.nextInt(12)) {
                    case 0 -> {
                        eventTime = Math.min(FINAL_TIME, eventTime + random.nextInt(60 * 60_000));
                        job.eventTime(eventTime);
                    }
                    case 1, 2, 3 -> job.flush();
                    case 4 -> {
                        if (random.nextInt(4) == 0) {
                            job.keepCheckpoint();
                            kept = i + 1;
                            keptTime = eventTime;
                        }
                    }
                    case 5 -> {
                        if (random.nextInt(4) == 0) {
                            job.crash();
                            Collections.shuffle(arrivals.subList(kept, i + 1), random);
                            i = kept - 1;
                            eventTime = keptTime;
                        }
                    }
                    default -> {}
                }
            }
            compare(seed, job, arrivals);
        }
    }

    private static void check(long seed, StateBackend backend) throws Exception {
        Random random = new Random(seed);
        List<BotEvent> events = GeneratedEvents.events(seed, CONVERSATIONS);
        List<BotEvent> arrivals = GeneratedEvents.shuffledWithRedeliveries(events, random);
        try (AnalyticsHarness job = new AnalyticsHarness(backend)) {
            long eventTime = GeneratedEvents.BEGIN;
            for (BotEvent event : arrivals) {
                job.read(event);
                switch (random.nextInt(12)) {
                    case 0 -> {
                        eventTime = Math.min(FINAL_TIME, eventTime + random.nextInt(20 * 60_000));
                        job.eventTime(eventTime);
                    }
                    case 1 -> job.flush();
                    case 2 -> {
                        if (random.nextInt(8) == 0) {
                            job.restart();
                        }
                    }
                    default -> {}
                }
            }
            compare(seed, job, arrivals);
        }
    }

    private static void compare(long seed, AnalyticsHarness job, List<BotEvent> arrivals) throws Exception {
        job.eventTime(FINAL_TIME);
        job.flush();

        assertThat(job.late()).as("late events, seed %d", seed).isEmpty();
        ExpectedTables expected = ExpectedTables.of(BatchRecomputation.recompute(arrivals, FINAL_TIME));
        for (String table : TABLES) {
            ExpectedTable wanted = expected.table(table);
            assertThat(TableComparison.differences(wanted, job.table(table).rows()))
                    .as("-Dbotflow.seed=%d, %s", seed, table)
                    .isEmpty();
        }
    }
}
