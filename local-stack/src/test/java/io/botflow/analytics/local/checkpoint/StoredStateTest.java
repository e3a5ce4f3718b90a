package io.botflow.analytics.local.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which damage of a checkpoint is found out. */
class StoredStateTest {
    @TempDir
    Path run;

    @Test
    void aDamagedOneIsFoundOutAndTheOneBeforeIsWhole() throws Exception {
        Path whole = WrittenCheckpoint.in(run, 1);
        Path damaged = WrittenCheckpoint.in(run, 2);
        WrittenCheckpoint.damage(damaged);

        assertThat(StoredState.fault(damaged.toUri().toString()))
                .hasValueSatisfying(fault -> assertThat(fault).contains("_metadata"));
        assertThat(StoredState.fault(uri(whole))).isEmpty();
    }

    @Test
    void stateThatIsMissingOrCutShortIsFoundOut() throws Exception {
        Path cut = WrittenCheckpoint.in(run, 1);
        Files.writeString(cut.resolve("state"), WrittenCheckpoint.STATE.substring(1));
        Path missing = WrittenCheckpoint.in(run, 2);
        Files.delete(missing.resolve("state"));

        assertThat(StoredState.fault(uri(cut)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("bytes instead of"));
        assertThat(StoredState.fault(uri(missing)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("is missing"));
        assertThat(StoredState.fault("file:/there/is/none")).isPresent();
    }

    private static String uri(Path checkpoint) {
        return checkpoint.toUri().toString();
    }
}
