package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.oracle.RecordedDialogues;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process is killed in the middle of a stream and started again on its data: the rows are the same. */
class KilledMidStreamIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Test
    void theRowsAreThoseOfAnUndisturbedRun() throws Exception {
        List<byte[]> lines = RecordedDialogues.lines();
        int firstThird = lines.size() / 3;
        int secondThird = 2 * firstThird;
        String data = directory.resolve("data").toString();

        try (StackProcess stack = StackProcess.start(directory, "--traffic", "0", "--data", data)) {
            AnalyticsJob job = AnalyticsJob.running(stack.settings().flinkUrl());
            send(stack, lines.subList(0, firstThird));
            // Some of the state is in a checkpoint, and some of what the sinks write now is in none.
            await().atMost(LIMIT)
                    .until(() -> job.recordEnds()
                            .filter(ends -> ends.recordsRead() >= firstThird)
                            .isPresent());
            long checkpoint = job.checkpointsBegun();
            await().atMost(LIMIT).until(() -> job.newestCompletedCheckpoint() > checkpoint);
            send(stack, lines.subList(firstThird, secondThird));
            await().atMost(LIMIT)
                    .until(() -> job.recordEnds()
                            .filter(ends -> ends.recordsRead() > firstThird)
                            .isPresent());
            stack.kill();
        }

        try (StackProcess stack = StackProcess.start(directory, "--traffic", "0", "--data", data)) {
            send(stack, lines.subList(secondThird, lines.size()));

            StoredTables stored = new StoredTables(stack.settings().jdbcUrl("postgres"));
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(stored.differences(RecordedDialogues.events()))
                            .isEmpty());
            AnalyticsJob job = AnalyticsJob.running(stack.settings().flinkUrl());
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(job.recordEnds()).hasValueSatisfying(ends -> {
                        assertThat(ends.recordsRead()).isEqualTo(lines.size());
                        assertThat(ends.addUp()).isTrue();
                    }));
        }
    }

    private static void send(StackProcess stack, List<byte[]> lines) {
        try (EventProducer producer = EventProducer.to(stack.settings().bootstrapServers(), 0)) {
            for (int i = 0; i < lines.size(); i++) {
                // Redeliveries of an event may lie in another partition than its first copy.
                producer.send("key-" + i % 7, lines.get(i));
            }
            producer.flush();
        }
    }
}
