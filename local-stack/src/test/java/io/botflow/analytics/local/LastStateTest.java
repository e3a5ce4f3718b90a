package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botflow.analytics.local.checkpoint.RetainedCheckpoints;
import io.botflow.analytics.local.checkpoint.WrittenCheckpoint;
import io.botflow.analytics.local.server.ServerStartException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job goes on from when its stack is started again. */
class LastStateTest {
    @TempDir
    Path directory;

    private LastState state;

    @BeforeEach
    void find() {
        state = new LastState("a-job", new RetainedCheckpoints(directory.resolve("a-job")));
    }

    @Test
    void aJobThatCompletedNoCheckpointHasNone() throws Exception {
        assertThat(state.find()).isEmpty();

        Files.createDirectories(directory.resolve("a-job/run/chk-1"));
        assertThat(state.find()).isEmpty();
    }

    @Test
    void theNewestOfAllRunsIsTakenByItsNumber() throws Exception {
        Path newest = checkpoint("a", 10);
        checkpoint("b", 9);
        Path unfinished = Files.createDirectories(directory.resolve("a-job/b/chk-11"));

        assertThat(state.find()).hasValue(newest);
        assertThat(unfinished).exists();
    }

    @Test
    void theOneBeforeTakesThePlaceOfDamagedOnesThatNoLaterStartFinds() throws Exception {
        checkpoint("a", 7);
        Path whole = checkpoint("a", 8);
        Path damaged = checkpoint("a", 9);
        WrittenCheckpoint.damage(damaged);
        Path without = checkpoint("b", 10);
        Files.delete(without.resolve("state"));

        assertThat(state.find()).hasValue(whole);

        assertThat(damaged).doesNotExist();
        assertThat(damaged.resolveSibling("damaged-chk-9")).exists();
        Path next = checkpoint("c", 9);
        assertThat(state.find()).hasValue(next);
    }

    @Test
    void aJobNoneOfWhoseCheckpointsIsWholeNeverBeginsAnew() throws Exception {
        WrittenCheckpoint.damage(checkpoint("a", 1));
        WrittenCheckpoint.damage(checkpoint("a", 2));

        for (int start = 1; start <= 2; start++) {
            assertThatThrownBy(state::find)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("a-job: none of the checkpoints in " + directory.resolve("a-job"));
        }
    }

    private Path checkpoint(String run, int number) throws Exception {
        return WrittenCheckpoint.in(directory.resolve("a-job").resolve(run), number);
    }
}
