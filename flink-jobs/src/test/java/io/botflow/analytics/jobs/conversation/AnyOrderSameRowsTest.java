package io.botflow.analytics.jobs.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.BatchRecomputation;
import io.botflow.analytics.jobs.oracle.ExpectedTable;
import io.botflow.analytics.jobs.oracle.ExpectedTables;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.oracle.TableComparison;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
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

    private static void check(long seed, StateBackend backend) throws Exception {
        Random random = new Random(seed);
        List<BotEvent> events = GeneratedEvents.events(seed, CONVERSATIONS);
        List<BotEvent> arrivals = GeneratedEvents.shuffledWithRedeliveries(events, random);
        long end = GeneratedEvents.BEGIN + GeneratedEvents.SPAN.toMillis();
        // Past every idle end, yet no event can be late before.
        long finalTime = end + Duration.ofMinutes(31).toMillis();

        try (AnalyticsHarness job = new AnalyticsHarness(backend)) {
            long eventTime = GeneratedEvents.BEGIN;
            for (BotEvent event : arrivals) {
                job.read(event);
                switch (random.nextInt(12)) {
                    case 0 -> {
                        eventTime = Math.min(finalTime, eventTime + random.nextInt(20 * 60_000));
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
            job.eventTime(finalTime);
            job.flush();

            assertThat(job.late()).as("late events, seed %d", seed).isEmpty();
            ExpectedTables expected = ExpectedTables.of(BatchRecomputation.recompute(arrivals, finalTime));
            for (String table : TABLES) {
                ExpectedTable wanted = expected.table(table);
                assertThat(TableComparison.differences(wanted, job.table(table).rows()))
                        .as("-Dbotflow.seed=%d, %s", seed, table)
                        .isEmpty();
            }
        }
    }
}
