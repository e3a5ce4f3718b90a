package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.oracle.RecordedDialogues;
import io.botflow.analytics.local.checkpoint.RetainedCheckpoints;
import io.botflow.analytics.local.checkpoint.WrittenCheckpoint;
import io.botflow.analytics.local.server.Directories;
import java.net.URI;
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
            awaitCheckpoint(job);
            send(stack, lines.subList(firstThird, secondThird));
            await().atMost(LIMIT)
                    .until(() -> job.recordEnds()
                            .filter(ends -> ends.recordsRead() > firstThird)
                            .isPresent());
            stack.kill();
        }

        try (StackProcess stack = StackProcess.start(directory, "--traffic", "0", "--data", data)) {
            send(stack, lines.subList(secondThird, lines.size()));

            assertAllCountedOnce(stack, lines.size());
        }
    }

    @Test
    void aDamagedCheckpointCostsTheOneBeforeAndNoneThatIsWholeRefusesToStart() throws Exception {
        List<byte[]> lines = RecordedDialogues.lines();
        int half = lines.size() / 2;
        String data = directory.resolve("data").toString();
        RetainedCheckpoints checkpoints = new RetainedCheckpoints(
                directory.resolve("data/flink/checkpoints").resolve(ConversationAnalyticsPipeline.JOB));

        try (StackProcess stack = StackProcess.start(directory, "--traffic", "0", "--data", data)) {
            AnalyticsJob job = AnalyticsJob.running(stack.settings().flinkUrl());
            awaitCheckpoint(job);
            send(stack, lines.subList(0, half));
            await().atMost(LIMIT)
                    .until(() -> job.recordEnds()
                            .filter(ends -> ends.recordsRead() >= half)
                            .isPresent());
            awaitCheckpoint(job);
            stack.kill();
        }
        List<Path> left = checkpoints.ofAllRuns();
        assertThat(left).hasSizeGreaterThan(1);
        WrittenCheckpoint.damage(left.get(0));

        try (StackProcess stack = StackProcess.start(directory, "--traffic", "0", "--data", data)) {
            send(stack, lines.subList(half, lines.size()));

            assertThat(AnalyticsJob.running(stack.settings().flinkUrl()).restoredFrom())
                    .hasValueSatisfying(
                            uri -> assertThat(Path.of(URI.create(uri))).isEqualTo(left.get(1)));
            assertAllCountedOnce(stack, lines.size());
            stack.kill();
        }
        List<Path> all = checkpoints.ofAllRuns();
        for (Path checkpoint : all) {
            WrittenCheckpoint.damage(checkpoint);
        }

        assertThatThrownBy(() -> {
                    StackProcess began = StackProcess.start(directory, "--traffic", "0", "--data", data);
                    began.close();
                })
                .isInstanceOfSatisfying(
                        StackProcess.EndedException.class,
                        ended -> assertThat(ended.code()).isEqualTo(1))
                .hasMessageContaining("scripts/local: conversation-analytics: none of the checkpoints in "
                        + checkpoints.directory() + " is whole");
        assertThat(checkpoints.ofAllRuns()).isEqualTo(all);

        // What the message proposes.
        Directories.delete(checkpoints.directory());
        try (StackProcess stack = StackProcess.start(directory, "--traffic", "0", "--data", data)) {
            assertAllCountedOnce(stack, lines.size());
        }
    }

    /** Waits for one that begins from now on. */
    private static void awaitCheckpoint(AnalyticsJob job) throws Exception {
        long begun = job.checkpointsBegun();
        await().atMost(LIMIT).until(() -> job.newestCompletedCheckpoint() > begun);
    }

    private static void assertAllCountedOnce(StackProcess stack, int records) throws Exception {
        StoredTables stored = new StoredTables(stack.settings().jdbcUrl("postgres"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(stored.differences(RecordedDialogues.events()))
                        .isEmpty());
        AnalyticsJob job = AnalyticsJob.running(stack.settings().flinkUrl());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(job.recordEnds()).hasValueSatisfying(ends -> {
                    assertThat(ends.recordsRead()).isEqualTo(records);
                    assertThat(ends.addUp()).isTrue();
                }));
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
