package io.botflow.analytics.jobs.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.RedisServer;
import io.botflow.analytics.schemas.RedisKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.resps.StreamEntry;

/** What a real Redis holds after the sink wrote to it, whatever became of it meanwhile. */
@Timeout(60)
class RedisSinkIT {
    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final UUID ONE = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID OTHER = UUID.fromString("22222222-2222-4222-8222-222222222222");
    private static final int STREAM_LENGTH = 1_000;

    @TempDir
    Path directory;

    private final Random random = new Random(SEED);
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private RedisServer server;
    private Jedis redis;
    private RedisWriter writer;

    @BeforeAll
    static void printSeed() {
        System.out.println("RedisSinkIT: -Dbotflow.seed=" + SEED);
    }

    @BeforeEach
    void start() {
        server = RedisServer.start(directory.resolve("first"), Port.ANY);
        redis = new Jedis("127.0.0.1", server.port());
        writer = startWriter();
    }

    @AfterEach
    void stop() {
        writer.close();
        threads.shutdownNow();
        redis.close();
        server.close();
    }

    @Test
    void aHashReplacesWhatWasThereAndTellsItsChannel() throws Exception {
        redis.hset("hash", Map.of("old", "1", "both", "1"));
        try (Subscription changed = new Subscription("changed")) {
            write(new RedisWrite.Hash("hash", fields("both", "2", "new", "\u00e9"), HOUR, "changed"));
            write(new RedisWrite.Hash("silent", fields("field", "1"), HOUR, null));
            writer.flush(false);

            assertThat(redis.hgetAll("hash")).isEqualTo(Map.of("both", "2", "new", "\u00e9"));
            assertThat(redis.pttl("hash")).isBetween(HOUR.toMillis() - LIMIT.toMillis(), HOUR.toMillis());
            await().atMost(LIMIT).until(() -> !changed.messages("changed").isEmpty());
            assertThat(changed.messages("changed")).containsExactly("");
        }
    }

    @Test
    void withoutContentTheKeyIsRemoved() throws Exception {
        redis.hset("hash", "old", "1");
        redis.zadd("set", 1, "old");
        try (Subscription changed = new Subscription("changed")) {
            write(new RedisWrite.Hash("hash", Map.of(), HOUR, "changed"));
            write(new RedisWrite.SortedSet("set", Map.of(), HOUR));
            writer.flush(false);

            assertThat(redis.exists("hash", "set")).isZero();
            await().atMost(LIMIT).until(() -> changed.messages("changed").equals(List.of("")));
        }
    }

    @Test
    void aSortedSetAndATextReplaceWhatWasThere() throws Exception {
        redis.zadd("set", 7, "old");
        redis.hset("text", "of another", "type");
        write(new RedisWrite.SortedSet("set", Map.of("bot", 3L, "another", -1L, "most", 1L << 53), HOUR));
        write(new RedisWrite.Text("text", "2026-03-01T10:00:00Z"));
        writer.flush(false);

        assertThat(redis.zrangeWithScores("set", 0, -1).toString())
                .isEqualTo("[[another,-1.0], [bot,3.0], [most,9.007199254740992E15]]");
        assertThat(redis.pttl("set")).isBetween(HOUR.toMillis() - LIMIT.toMillis(), HOUR.toMillis());
        assertThat(redis.get("text")).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(redis.pttl("text")).as("stays for good").isEqualTo(-1);
    }

    @Test
    void takesValuesOfAnySize() throws Exception {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        Map<String, Long> scores = new LinkedHashMap<>();
        for (int i = 0; i < 12_345; i++) {
            fields.put("field" + i, bytes("content" + i));
            scores.put("member" + i, (long) i);
        }
        fields.put("long", new byte[1_000_000]);
        write(new RedisWrite.Hash("hash", fields, HOUR, null));
        write(new RedisWrite.SortedSet("set", scores, HOUR));
        writer.flush(false);

        assertThat(redis.hlen("hash")).isEqualTo(fields.size());
        assertThat(redis.hget("hash", "field12344")).isEqualTo("content12344");
        assertThat(redis.hget(bytes("hash"), bytes("long"))).isEqualTo(fields.get("long"));
        assertThat(redis.zcard("set")).isEqualTo(scores.size());
        assertThat(redis.zscore("set", "member12344")).isEqualTo(12_344.0);
    }

    @Test
    void framesStandInTheStreamInOrderAndArePublishedUnderTheirIds() throws Exception {
        try (Subscription live = new Subscription(RedisKeys.live(ONE))) {
            List<RedisWrite.Frame> frames = new ArrayList<>();
            for (int i = 0; i < 1_555; i++) {
                RedisWrite.Frame frame = new RedisWrite.Frame(
                        ONE, i % 2 == 0 ? "new_message" : "status", "{\"text\":\"\u00e9 " + i + "\"}");
                frames.add(frame);
                write(frame);
                write(frame(OTHER, i));
            }
            writer.flush(false);

            String channel = RedisKeys.live(ONE);
            await().atMost(LIMIT).until(() -> live.messages(channel).size() >= frames.size());
            List<StreamEntry> stream = stream(ONE);
            assertThat(stream).hasSize(STREAM_LENGTH);
            assertThat(stream)
                    .extracting(entry -> new RedisWrite.Frame(
                            ONE,
                            entry.getFields().get("type"),
                            entry.getFields().get("data")))
                    .isEqualTo(frames.subList(frames.size() - STREAM_LENGTH, frames.size()));
            assertThat(live.messages(channel))
                    .hasSize(frames.size())
                    .endsWith(stream.stream()
                            .map(entry -> "{\"type\":\"%s\",\"id\":\"%s\",\"data\":%s}"
                                    .formatted(
                                            entry.getFields().get("type"),
                                            entry.getID(),
                                            entry.getFields().get("data")))
                            .toArray(String[]::new));
            assertThat(live.firstData(ONE))
                    .isEqualTo(frames.stream().map(RedisWrite.Frame::data).toList());
            assertThat(data(stream(OTHER))).hasSize(STREAM_LENGTH).endsWith("1553", "1554");
        }
    }

    @Test
    void writingTheSameValuesTwiceIsWritingThemOnce() throws Exception {
        writeOneOfEachValue();
        writer.flush(false);
        Map<String, String> once = values();
        writeOneOfEachValue();
        writer.flush(false);

        assertThat(values()).isEqualTo(once).containsOnlyKeys("hash", "set", "text");
    }

    @Test
    void whatIsFlushedIsThere() throws Exception {
        for (int i = 0; i < 500; i++) {
            write(new RedisWrite.Text("text", Integer.toString(i)));
            write(frame(ONE, i));
            writer.flush(false);

            assertThat(redis.get("text")).isEqualTo(Integer.toString(i));
            assertThat(redis.xlen(RedisKeys.feed(ONE))).isEqualTo(i + 1);
        }
    }

    @Test
    void fillsARedisThatWasEmptied() throws Exception {
        isFilledAgainAfter(() -> redis.flushAll());
    }

    @Test
    void fillsAnotherEmptyRedis() throws Exception {
        isFilledAgainAfter(() -> restart("second"));
    }

    @Test
    void bringsAnOlderRedisUpToDate() throws Exception {
        write(new RedisWrite.Text("text", "older"));
        writer.flush(false);
        redis.configSet("appendonly", "no");
        write(new RedisWrite.Text("text", "newer"));
        writer.flush(false);

        restart("first");

        await().atMost(LIMIT).until(() -> "newer".equals(redis.get("text")));
    }

    private void restart(String data) {
        redis.close();
        server.close();
        server = RedisServer.start(directory.resolve(data), server.port());
        redis = new Jedis("127.0.0.1", server.port());
    }

    private void isFilledAgainAfter(Runnable fault) throws Exception {
        writeOneOfEachValue();
        write(new RedisWrite.Hash("short", fields("field", "1"), Duration.ofMillis(200), null));
        writer.flush(false);
        await().atMost(LIMIT).until(() -> !redis.exists("short"));
        Map<String, String> before = values();
        long remainingMillis = redis.pttl("hash");
        assertThat(before).containsOnlyKeys("hash", "set", "text");

        fault.run();

        // Nothing is written meanwhile: what is lost comes back by itself.
        await().atMost(LIMIT).untilAsserted(() -> assertThat(values()).isEqualTo(before));
        assertThat(redis.pttl("hash")).as("no longer than before").isBetween(1L, remainingMillis);
    }

    @Test
    void fillsARedisThatIsEmptiedAgainWhileItIsFilled() throws Exception {
        int many = 50_000;
        for (int i = 0; i < many; i++) {
            write(new RedisWrite.Text("text" + i, "value"));
        }
        writer.flush(false);
        redis.flushAll();
        await().atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> redis.dbSize() > 1);
        redis.flushAll();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(redis.dbSize()).isGreaterThanOrEqualTo(many));
    }

    @Test
    void loadsItsScriptsAgain() throws Exception {
        Expected expected = new Expected();
        try (Subscription live = new Subscription(RedisKeys.live(ONE), RedisKeys.live(OTHER))) {
            for (int i = 0; i < 10; i++) {
                expected.writeSome(1 + random.nextInt(2_000));
                redis.scriptFlush();
            }
            expected.isThere(live);
        }
    }

    @Test
    void losesNothingWhenItsConnectionIsCutAgainAndAgain() throws Exception {
        Expected expected = new Expected();
        try (Subscription live = new Subscription(RedisKeys.live(ONE), RedisKeys.live(OTHER))) {
            Future<?> cutting = threads.submit(() -> cutConnections(25, new Random(SEED)));
            while (!cutting.isDone()) {
                expected.writeSome(1 + random.nextInt(1_000));
                if (random.nextBoolean()) {
                    writer.flush(false);
                }
            }
            cutting.get();
            expected.isThere(live);
        }
    }

    /** Each a little after it was made, so that it is cut anywhere in what it does. */
    private void cutConnections(int cuts, Random when) {
        try (Jedis other = new Jedis("127.0.0.1", server.port())) {
            for (int cut = 0; cut < cuts && !Thread.currentThread().isInterrupted(); ) {
                int wait = when.nextInt(60);
                for (int i = 0; i < wait; i++) {
                    other.ping();
                }
                for (String id : writerConnections(other)) {
                    cut += (int) other.clientKill(new ClientKillParams().id(id));
                }
            }
        }
    }

    @Test
    void waitsForARedisThatStandsStill() throws Exception {
        Expected expected = new Expected();
        try (Subscription live = new Subscription(RedisKeys.live(ONE), RedisKeys.live(OTHER))) {
            expected.writeSome(1_000);
            writer.flush(false);
            Future<Void> flushing;
            signal("-STOP");
            try {
                expected.writeSome(5_000);
                flushing = flush();
                // It takes Redis for lost, and connects anew to one that still says nothing.
                await().atMost(LIMIT).until(() -> retries() > 0);
                assertThat(flushing).isNotDone();
                expected.writeSome(1_000);
            } finally {
                signal("-CONT");
            }
            flushing.get();
            expected.isThere(live);
        }
    }

    @Test
    void waitsForMemory() throws Exception {
        Expected expected = new Expected();
        try (Subscription live = new Subscription(RedisKeys.live(ONE), RedisKeys.live(OTHER))) {
            expected.writeSome(100);
            writer.flush(false);
            redis.configSet("maxmemory", "1");
            expected.writeSome(5_000);
            Future<Void> flushing = flush();
            await().atMost(LIMIT).until(() -> retries() > 1);
            assertThat(flushing).isNotDone();

            redis.configSet("maxmemory", "0");
            flushing.get();
            expected.isThere(live);
        }
    }

    @Test
    void noFrameOvertakesOneThatWasRefused() throws Exception {
        Expected expected = new Expected();
        try (Subscription live = new Subscription(RedisKeys.live(ONE), RedisKeys.live(OTHER))) {
            Future<?> refusing = threads.submit(this::refuseNowAndThen);
            for (int i = 0; i < 10; i++) {
                expected.writeSome(5_000);
                writer.flush(false);
            }
            refusing.cancel(true);
            expected.isThere(live);
            assertThat(retries()).isPositive();
        }
    }

    private void refuseNowAndThen() {
        try (Jedis other = new Jedis("127.0.0.1", server.port())) {
            while (!Thread.currentThread().isInterrupted()) {
                other.configSet("maxmemory", "1");
                other.configSet("maxmemory", "0");
                for (int i = 0; i < 20; i++) {
                    other.ping();
                }
            }
        }
    }

    @Test
    void replacesAKeyOfAnotherType() throws Exception {
        redis.set(RedisKeys.feed(ONE), "not a stream");
        redis.set("hash", "not a hash");
        redis.set("set", "not a sorted set");
        redis.lpush("text", "not a text");
        write(frame(ONE, 1));
        writeOneOfEachValue();
        writer.flush(false);

        assertThat(data(stream(ONE))).containsExactly("1");
        assertThat(values()).containsOnlyKeys("hash", "set", "text");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15_000_000})
    void closesWhileRedisStandsStill(int length) throws Exception {
        write(new RedisWrite.Text("text", "before"));
        writer.flush(false);
        signal("-STOP");
        try {
            write(new RedisWrite.Frame(ONE, "new_message", "1".repeat(length)));
            closesWhileItWaitsForRedis();
        } finally {
            signal("-CONT");
        }
        await().atMost(LIMIT).until(() -> writerConnections(redis).isEmpty());
    }

    @Test
    void closesWhenRedisStopsInTheMiddleOfMuch() throws Exception {
        for (int i = 0; i < 30_000; i++) {
            write(new RedisWrite.Frame(ONE, "new_message", "1".repeat(1_500)));
        }
        signal("-STOP");
        try {
            closesWhileItWaitsForRedis();
        } finally {
            signal("-CONT");
        }
    }

    private void closesWhileItWaitsForRedis() throws Exception {
        await().atMost(LIMIT).until(() -> writerThreads().stream().anyMatch(RedisSinkIT::waitsForRedis));
        assertThat(flush()).isNotDone();

        threads.submit(writer::close).get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(writerThreads()).isEmpty();
    }

    @Test
    void closesInTheMiddleOfItsWork() throws Exception {
        for (int i = 0; i < 20; i++) {
            new Expected().writeSome(5_000);
            writer.close();

            assertThat(writerThreads()).isEmpty();
            // Not refused: nothing has failed.
            write(frame(ONE, i));
            await().atMost(LIMIT).until(() -> writerConnections(redis).isEmpty());
            writer = startWriter();
        }
    }

    private static List<Thread> writerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("redis-writer"))
                .toList();
    }

    private static boolean waitsForRedis(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(call -> call.getClassName().equals("sun.nio.ch.NioSocketImpl")
                        && call.getMethodName().equals("park"));
    }

    private static List<String> writerConnections(Jedis redis) {
        return redis.clientList()
                .lines()
                .filter(client -> client.contains(" name=live-metrics "))
                .map(client -> client.substring("id=".length(), client.indexOf(' ')))
                .toList();
    }

    private RedisWriter startWriter() {
        return RedisWriter.start(new RedisAddress(server.url()), new UnregisteredMetricsGroup() {
            @Override
            public Counter counter(String name) {
                return counters.computeIfAbsent(name, any -> new ThreadSafeSimpleCounter());
            }
        });
    }

    private long retries() {
        return counters.get("redis_retries").getCount();
    }

    private void write(RedisWrite write) throws InterruptedException {
        writer.write(write, null);
    }

    private Future<Void> flush() {
        return threads.submit(() -> {
            writer.flush(false);
            return null;
        });
    }

    private void writeOneOfEachValue() throws InterruptedException {
        write(new RedisWrite.Hash("hash", fields("field", "1", "other", "2"), HOUR, "changed"));
        write(new RedisWrite.SortedSet("set", Map.of("bot", 1L, "another", 2L), HOUR));
        write(new RedisWrite.Text("text", "value"));
        write(new RedisWrite.Hash("removed", Map.of(), HOUR, null));
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(server.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Every key that holds a value, with what it holds. */
    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (String key : redis.keys("*")) {
            if (key.startsWith("live-metrics:") || key.startsWith("feed:")) {
                continue;
            }
            values.put(
                    key,
                    switch (redis.type(key)) {
                        case "hash" -> new TreeMap<>(redis.hgetAll(key)).toString();
                        case "zset" -> redis.zrangeWithScores(key, 0, -1).toString();
                        default -> redis.get(key);
                    });
        }
        return values;
    }

    private List<StreamEntry> stream(UUID organizationId) {
        return redis.xrange(RedisKeys.feed(organizationId), "-", "+");
    }

    private static List<String> data(List<StreamEntry> stream) {
        return stream.stream().map(entry -> entry.getFields().get("data")).toList();
    }

    private static RedisWrite.Frame frame(UUID organizationId, int data) {
        return new RedisWrite.Frame(organizationId, "new_message", Integer.toString(data));
    }

    private static Map<String, byte[]> fields(String... namesAndContents) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            fields.put(namesAndContents[i], bytes(namesAndContents[i + 1]));
        }
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Random writes, and what Redis must hold and have published after them. */
    private final class Expected {
        private static final int KEYS = 50;

        private final Map<String, String> newest = new TreeMap<>();
        private final Map<UUID, List<String>> frames = Map.of(ONE, new ArrayList<>(), OTHER, new ArrayList<>());
        private int written;

        void writeSome(int writes) throws InterruptedException {
            for (int i = 0; i < writes; i++) {
                String value = Integer.toString(written++);
                int key = random.nextInt(KEYS);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        write(new RedisWrite.Text("text" + key, value));
                        newest.put("text" + key, value);
                    }
                    case 1 -> {
                        write(new RedisWrite.Hash("hash" + key, fields("field", value), HOUR, null));
                        newest.put("hash" + key, "{field=" + value + "}");
                    }
                    default -> {
                        UUID organizationId = random.nextBoolean() ? ONE : OTHER;
                        write(new RedisWrite.Frame(organizationId, "new_message", value));
                        frames.get(organizationId).add(value);
                    }
                }
            }
        }

        void isThere(Subscription live) throws InterruptedException {
            writer.flush(false);
            assertThat(values()).as("seed %d", SEED).isEqualTo(newest);
            frames.forEach((organizationId, all) -> {
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(live.firstData(organizationId))
                                .as("seed %d", SEED)
                                .isEqualTo(all));
                assertThat(data(stream(organizationId)))
                        .as("seed %d", SEED)
                        .hasSize(Math.min(all.size(), STREAM_LENGTH))
                        .endsWith(all.get(all.size() - 1));
            });
        }
    }

    /** Hears what is published. */
    private final class Subscription extends JedisPubSub implements AutoCloseable {
        private final Map<String, List<String>> messages = new ConcurrentHashMap<>();
        private final CountDownLatch subscribed;

        Subscription(String... channels) throws InterruptedException {
            subscribed = new CountDownLatch(channels.length);
            for (String channel : channels) {
                messages.put(channel, Collections.synchronizedList(new ArrayList<>()));
            }
            threads.execute(() -> {
                try (Jedis own = new Jedis("127.0.0.1", server.port())) {
                    own.subscribe(this, channels);
                }
            });
            subscribed.await();
        }

        @Override
        public void onSubscribe(String channel, int number) {
            subscribed.countDown();
        }

        @Override
        public void onMessage(String channel, String message) {
            messages.get(channel).add(message);
        }

        List<String> messages(String channel) {
            return List.of(messages.get(channel).toArray(String[]::new));
        }

        /** The data of all frames in the order of their first appearance. */
        List<String> firstData(UUID organizationId) {
            return messages(RedisKeys.live(organizationId)).stream()
                    .map(message -> message.substring(message.indexOf("\"data\":") + 7, message.length() - 1))
                    .distinct()
                    .toList();
        }

        @Override
        public void close() {
            unsubscribe();
        }
    }
}
