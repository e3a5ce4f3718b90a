package io.botflow.analytics.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.event.BotEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in the topic, each record comes to the end it must have, and the good ones beside it are counted. */
class HostileInputIT {
    private static final int FEW = 30_000;
    private static final int MANY = Integer.getInteger("botflow.faults.records", 2_000_000);
    private static final int FEW_CONVERSATIONS = 60;
    private static final int MANY_CONVERSATIONS = 2_000;
    private static final int SKEWED = Integer.getInteger("botflow.faults.skewed", 100_000);
    private static final int GOOD_AFTERWARDS = 1_000;
    private static final int IN_TRANSACTION = 50;

    /** A leap day, and the days on which summer time begins in the United States and in Europe; all in 2024. */
    private static final List<Instant> PAST = List.of(
            Instant.parse("2024-02-27T21:00:00Z"),
            Instant.parse("2024-03-08T21:00:00Z"),
            Instant.parse("2024-03-29T21:00:00Z"));

    private static final Duration ALLOWED_AHEAD = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    private long seed;

    @BeforeEach
    void takeSeed() {
        seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("HostileInputIT: -Dbotflow.seed=" + seed);
    }

    @Test
    void fewRecordsOfEveryKind() throws Exception {
        records(FEW, FEW_CONVERSATIONS, Duration.ofMinutes(5));
    }

    @Test
    @Tag("faults")
    void manyRecords() throws Exception {
        records(MANY, MANY_CONVERSATIONS, Duration.ofMinutes(30));
    }

    @Test
    @Tag("faults")
    void oneHugeConversationAndManyTinyOnesOfOneOrganization() throws Exception {
        try (HostileRun run = HostileRun.start(directory, seed, Duration.ofMinutes(30))) {
            Epoch epoch = new Epoch(PAST.get(0).toEpochMilli());
            run.begin(epoch);
            RunningJobs.Health before = run.analyticsHealth();
            SkewedEvents events = new SkewedEvents(epoch, new Random(seed));
            for (int i = 0; i < SKEWED; i++) {
                run.load().send(EventJson.plain(events.ofOneConversation(i)), epoch.times());
                run.load().send(EventJson.plain(events.ofManyConversations(i)), epoch.times());
            }
            run.read(epoch.times());
            assertThat(run.oracle().ends().counted()).isGreaterThanOrEqualTo(2L * SKEWED);
            assertThat(run.analyticsHealth().completedCheckpoints()).isGreaterThan(before.completedCheckpoints());
            run.check();
        }
    }

    private void records(int records, int conversations, Duration limit) throws Exception {
        Random random = new Random(seed);
        try (HostileRun run = HostileRun.start(directory, seed, limit)) {
            int share = records / (PAST.size() + 1);
            for (int i = 0; i < PAST.size(); i++) {
                Epoch epoch = new Epoch(PAST.get(i).toEpochMilli());
                run.begin(epoch);
                if (i == 0) {
                    sendAtTheHorizon(run, epoch);
                    sendInTransactions(run, epoch);
                    sendCompressed(run, epoch);
                }
                send(run, epoch, new HostileValues(epoch.events(seed + i, conversations), random), share);
            }
            // Whose newest events are of an hour ago, so that those that are ahead stand out.
            Epoch last = new Epoch(System.currentTimeMillis()
                    - Epoch.LENGTH_MILLIS
                    - Duration.ofHours(1).toMillis());
            run.begin(last);
            send(run, last, new HostileValues(last.events(seed + PAST.size(), conversations), random), share);
            sendAhead(run, last, random);
            run.check();
        }
    }

    private static void send(HostileRun run, Epoch epoch, HostileValues values, int records) throws Exception {
        for (byte[] value : values.each()) {
            run.load().send(value, epoch.times());
        }
        for (int i = 0; i < records; i++) {
            run.load().send(values.any(), epoch.times());
        }
        run.read(epoch.times());
    }

    /** A millisecond decides, as long as event time stands still. */
    private static void sendAtTheHorizon(HostileRun run, Epoch epoch) {
        long horizon = epoch.eventTime() - Epoch.HORIZON_MILLIS;
        for (int i = 0; i < 20; i++) {
            run.load().send(EventJson.plain(epoch.single(1_000 + i, horizon - 1)), epoch.exactTimes());
            run.load().send(EventJson.plain(epoch.single(2_000 + i, horizon)), epoch.exactTimes());
            run.load().send(EventJson.plain(epoch.single(3_000 + i, horizon + 1)), epoch.exactTimes());
        }
        run.read(epoch.exactTimes());
    }

    /** What a producer gave up was never sent. */
    private void sendInTransactions(HostileRun run, Epoch epoch) {
        List<byte[]> values = epoch.events(seed - 1, 10).stream()
                .limit(2 * IN_TRANSACTION)
                .map(EventJson::plain)
                .toList();
        run.producers()
                .sendInTransactions(
                        run.kafka(),
                        values.subList(0, values.size() / 2),
                        values.subList(values.size() / 2, values.size()));
        run.read(epoch.times());
    }

    /** Small for Kafka, and larger than any topic takes once they are unpacked. */
    private static void sendCompressed(HostileRun run, Epoch epoch) {
        byte[] late = EventJson.plain(epoch.single(4_000, epoch.eventTime() - 2 * Epoch.HORIZON_MILLIS));
        byte[] good = EventJson.plain(epoch.single(4_001, epoch.eventTime()));
        for (int mebibytes : new int[] {5, 8, 20}) {
            byte[] blanks = new byte[mebibytes * 1024 * 1024];
            Arrays.fill(blanks, (byte) ' ');
            run.producers().sendCompressed(0, null, blanks);
            run.producers().sendCompressed(1, blanks, new byte[0]);
            run.producers().sendCompressed(HostileLoad.partitionOf(late), blanks, late);
            run.producers().sendCompressed(HostileLoad.partitionOf(good), blanks, good);
        }
        run.read(epoch.times());
    }

    /** Clocks that are fast, some too much so; what is good and comes after them is counted. */
    private void sendAhead(HostileRun run, Epoch last, Random random) throws Exception {
        List<BotEvent> ofOrganizations = new ArrayList<>(last.events(seed - 2, 1));
        ofOrganizations.removeIf(event -> event.type().isOfConversation());
        EventTimes any = new EventTimes(last.times().lateBefore(), last.times().countedFrom(), Long.MAX_VALUE);
        for (BotEvent event : ofOrganizations) {
            long ahead = ALLOWED_AHEAD.toMillis();
            long[] clocks = {
                ahead - 60_000, ahead + 60_000, Duration.ofDays(3_653).toMillis(), ahead + random.nextInt(-100, 100)
            };
            for (long clock : clocks) {
                run.load().send(EventJson.plain(GeneratedEvents.at(event, System.currentTimeMillis() + clock)), any);
            }
            run.producers().flush();
        }
        run.read(any);
        assertThat(ofOrganizations).hasSizeGreaterThan(HostileProducers.PARTITIONS);

        long counted = run.oracle().ends().counted();
        last.events(seed - 3, GOOD_AFTERWARDS / 10).stream()
                .filter(event -> event.type().isOfConversation())
                .limit(GOOD_AFTERWARDS)
                .forEach(event -> run.load().send(EventJson.plain(event), last.times()));
        run.read(last.times());
        assertThat(run.oracle().ends().counted() - counted)
                .as("-Dbotflow.seed=%d", seed)
                .isEqualTo(GOOD_AFTERWARDS);
        assertThat(run.eventTime()).isBefore(Instant.now().plus(ALLOWED_AHEAD));
    }
}
