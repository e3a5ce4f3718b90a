package io.botflow.analytics.jobs.sink.redis;

import static io.botflow.analytics.jobs.serialization.CompactTypeAssert.assertThatType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisWriteSerializerTest {
    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());
    private static final int WRITES = 300;
    private static final String SEVERAL_BYTES = "\u00e9\ud83d\ude42\u0000";

    private final Random random = new Random(SEED);

    @BeforeAll
    static void printSeed() {
        System.out.println("RedisWriteSerializerTest: -Dbotflow.seed=" + SEED);
    }

    @Test
    void isByHandAndComesBackFromItsSnapshot() throws IOException {
        assertThatType(RedisWrite.TYPE).isCompactAndComesBackFromItsSnapshot();
    }

    @Test
    void bringsBackWritesOfEveryKind() throws IOException {
        for (int i = 0; i < WRITES; i++) {
            bringsBack(new RedisWrite.Hash(text(), fields(), timeToLive(), random.nextBoolean() ? null : text()));
            bringsBack(new RedisWrite.SortedSet(text(), scores(), timeToLive()));
            bringsBack(new RedisWrite.Text(text(), text()));
            bringsBack(new RedisWrite.Frame(new UUID(random.nextLong(), random.nextLong()), text(), text()));
        }
    }

    @Test
    void tellsNoChannelFromOneWithoutName() throws IOException {
        bringsBack(new RedisWrite.Hash("key", Map.of(), Duration.ofDays(2), null));
        bringsBack(new RedisWrite.Hash("key", Map.of(), Duration.ofDays(2), ""));
    }

    @Test
    void bringsBackExtremes() throws IOException {
        String longText = SEVERAL_BYTES.repeat(300_000);
        bringsBack(new RedisWrite.Text("key", longText));
        bringsBack(new RedisWrite.Frame(new UUID(0, 0), "new_message", longText));
        bringsBack(new RedisWrite.Hash("key", Map.of("", new byte[0]), Duration.ofMillis(1), "channel"));
        bringsBack(new RedisWrite.SortedSet("key", Map.of(), Duration.ofDays(1)));
        bringsBack(new RedisWrite.SortedSet(
                "key", Map.of("most", Long.MAX_VALUE, "least", Long.MIN_VALUE), Duration.ofDays(1)));
    }

    @Test
    void refusesAnUnknownKind() {
        assertThatThrownBy(() ->
                        new RedisWriteSerializer().deserialize(new DataInputDeserializer(new byte[] {5, 0, 0, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("kind 5");
    }

    private void bringsBack(RedisWrite write) throws IOException {
        assertThatType(RedisWrite.TYPE).bringsBack(write, (back, one) -> {
            assertThat(back)
                    .as("seed %d", SEED)
                    .usingRecursiveComparison()
                    .withStrictTypeChecking()
                    .isEqualTo(one);
            assertThat(order(back)).as("seed %d", SEED).isEqualTo(order(one));
        });
    }

    private static String order(RedisWrite write) {
        if (write instanceof RedisWrite.Hash hash) {
            return hash.fields().keySet().toString();
        }
        return write instanceof RedisWrite.SortedSet sortedSet
                ? sortedSet.scores().keySet().toString()
                : "";
    }

    private Map<String, byte[]> fields() {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            byte[] content = new byte[random.nextInt(20)];
            random.nextBytes(content);
            fields.put(text(), content);
        }
        return fields;
    }

    private Map<String, Long> scores() {
        Map<String, Long> scores = new LinkedHashMap<>();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            scores.put(text(), random.nextLong());
        }
        return scores;
    }

    private Duration timeToLive() {
        return Duration.ofMillis(random.nextInt(Integer.MAX_VALUE));
    }

    private String text() {
        return Integer.toString(random.nextInt(), Character.MAX_RADIX) + (random.nextBoolean() ? SEVERAL_BYTES : "");
    }
}
