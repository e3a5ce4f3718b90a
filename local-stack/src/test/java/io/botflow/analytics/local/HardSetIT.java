package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated hard set, shuffled over days and redelivered to any partition, through the whole embedded stack. */
class HardSetIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int CONVERSATIONS = 200;

    @TempDir
    Path directory;

    @Test
    void everyRowIsThatOfABatchRecomputation() throws Exception {
        long seed = Long.getLong("botflow.seed", System.nanoTime());
        System.out.println("HardSetIT: -Dbotflow.seed=" + seed);
        HardSet set = HardSet.of(seed, CONVERSATIONS);

        try (LocalStack stack = TestStack.start(directory.resolve("stack"))) {
            set.send(stack.settings().bootstrapServers(), 0, set.arrivals().size());

            StoredTables stored = new StoredTables(stack.settings().jdbcUrl("postgres"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stored.differences(set.arrivals()))
                            .as("-Dbotflow.seed=%d", seed)
                            .isEmpty());
        }
    }
}
