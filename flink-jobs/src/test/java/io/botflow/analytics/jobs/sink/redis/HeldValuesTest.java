package io.botflow.analytics.jobs.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldValuesTest {
    /** Of {@link Command#arguments()}: behind the script, the number of keys and the key. */
    private static final int REMAINING_MILLIS = 3;

    private static final int MANY = 10_000;

    /** Near where the clock of a JVM starts anew at the lowest number. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos();

    private final HeldValues held = new HeldValues(() -> now);

    @Test
    void holdsTheLastValueOfEachKey() {
        held.put(new RedisWrite.Text("as_of", "1"));
        held.put(hash("a", 10));
        held.put(new RedisWrite.Text("as_of", "2"));

        assertThat(held.size()).isEqualTo(2);
        assertThat(held.commands()).extracting(Command::key).containsExactlyInAnyOrder("as_of", "a");
        assertThat(text(held.command("as_of"), 3)).isEqualTo("2");
    }

    @Test
    void writesHashesWithWhatIsLeftOfTheirTime() {
        held.put(hash("hash", 10));
        held.put(new RedisWrite.SortedSet("set", Map.of("bot", 1L), Duration.ofSeconds(20)));
        pass(Duration.ofMillis(3_500));

        assertThat(remainingMillis("hash")).isEqualTo(6_500);
        assertThat(remainingMillis("set")).isEqualTo(16_500);
        assertThat(held.commands())
                .extracting(command -> text(command, REMAINING_MILLIS))
                .containsExactlyInAnyOrder("6500", "16500");
    }

    @Test
    void countsTheTimeFromTheLastWrite() {
        held.put(hash("a", 10));
        pass(Duration.ofSeconds(9));
        held.put(hash("a", 10));
        pass(Duration.ofSeconds(9));

        assertThat(remainingMillis("a")).isEqualTo(1_000);
    }

    @Test
    void writesWhatIsOverByAHairWithTheShortestTime() {
        held.put(hash("a", 10));
        pass(Duration.ofSeconds(10).minusNanos(1));
        assertThat(remainingMillis("a")).isEqualTo(1);
        assertThat(held.commands()).hasSize(1);

        pass(Duration.ofSeconds(1));
        assertThat(remainingMillis("a")).isEqualTo(1);
    }

    @Test
    void forgetsWhatIsOverWhenAllIsAskedFor() {
        held.put(hash("short", 10));
        held.put(hash("long", 11));
        held.put(new RedisWrite.SortedSet("set", Map.of(), Duration.ofSeconds(10)));
        held.put(new RedisWrite.Text("text", "stays"));
        pass(Duration.ofSeconds(10));

        assertThat(held.commands()).extracting(Command::key).containsExactlyInAnyOrder("long", "text");
        assertThat(held.size()).isEqualTo(2);

        pass(Duration.ofDays(1_000));
        assertThat(held.commands()).extracting(Command::key).containsExactly("text");
        assertThat(held.isEmpty()).isFalse();
    }

    @Test
    void forgetsWhatIsOverAfterManyWrites() {
        held.put(hash("over", 10));
        pass(Duration.ofSeconds(10));
        for (int i = 2; i < MANY; i++) {
            held.put(hash("same", 10));
        }
        assertThat(held.size()).isEqualTo(2);

        held.put(hash("same", 10));
        assertThat(held.size()).isEqualTo(1);
    }

    private void pass(Duration duration) {
        now += duration.toNanos();
    }

    private long remainingMillis(String key) {
        return Long.parseLong(text(held.command(key), REMAINING_MILLIS));
    }

    private static String text(Command command, int argument) {
        List<byte[]> arguments = Arrays.asList(command.arguments());
        return new String(arguments.get(argument), StandardCharsets.UTF_8);
    }

    private static RedisWrite.Hash hash(String key, long seconds) {
        return new RedisWrite.Hash(
                key, Map.of("field", "1".getBytes(StandardCharsets.UTF_8)), Duration.ofSeconds(seconds), null);
    }
}
