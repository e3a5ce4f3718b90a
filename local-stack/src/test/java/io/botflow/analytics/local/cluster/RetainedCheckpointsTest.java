package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which state a lost job goes on from. */
class RetainedCheckpointsTest {
    private static final String STATE = "state that is as long as the checkpoint says";

    @TempDir
    Path directory;

    private Deployment deployment;

    @BeforeEach
    void deploy() {
        deployment = Deployment.of(
                        BotJob.CONVERSATION_ANALYTICS,
                        "a.jar",
                        1,
                        Map.of("CHECKPOINT_DIRECTORY", FlinkConfiguration.uri(directory)),
                        List.of())
                .started("run1", Optional.of("file:/savepoint"));
    }

    @Test
    void theNewestComesFirstByNumberAndTheOriginLast() throws Exception {
        Path chk9 = checkpoint("run1", 9);
        Path chk10 = checkpoint("run1", 10);

        assertThat(states(deployment)).containsExactly(uri(chk10), uri(chk9), "file:/savepoint");
    }

    @Test
    void oneThatWasNotCompletedDoesNotCount() throws Exception {
        Path chk1 = checkpoint("run1", 1);
        Files.createDirectories(directory.resolve("conversation-analytics/run1/chk-2"));

        assertThat(states(deployment)).startsWith(uri(chk1));
    }

    @Test
    void aLaterRunGoesBeforeAnEarlierOneWhateverItsNumbers() throws Exception {
        Path earlier = checkpoint("run1", 10);
        Path later = checkpoint("run2", 2);

        assertThat(states(deployment.startedAgain("run2"))).startsWith(uri(later), uri(earlier));
    }

    @Test
    void whatAnotherDeploymentLeftDoesNotCount() throws Exception {
        checkpoint("cancelled", 99);

        assertThat(states(deployment)).containsExactly("file:/savepoint");
    }

    @Test
    void aDamagedOneIsFoundOutAndTheOneBeforeIsWhole() throws Exception {
        Path whole = checkpoint("run1", 1);
        Path damaged = checkpoint("run1", 2);
        Path metadata = damaged.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        Files.write(metadata, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(StoredState.fault(uri(damaged)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("_metadata"));
        assertThat(StoredState.fault(uri(whole))).isEmpty();
    }

    @Test
    void stateThatIsMissingOrCutShortIsFoundOut() throws Exception {
        Path cut = checkpoint("run1", 1);
        Files.writeString(cut.resolve("state"), STATE.substring(1));
        Path missing = checkpoint("run1", 2);
        Files.delete(missing.resolve("state"));

        assertThat(StoredState.fault(uri(cut)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("bytes instead of"));
        assertThat(StoredState.fault(uri(missing)))
                .hasValueSatisfying(fault -> assertThat(fault).contains("is missing"));
        assertThat(StoredState.fault("file:/there/is/none")).isPresent();
    }

    private static List<String> states(Deployment deployment) throws IOException {
        return RetainedCheckpoints.of(deployment).statesFor(deployment);
    }

    private static String uri(Path checkpoint) {
        return FlinkConfiguration.uri(checkpoint);
    }

    /** As Flink writes it, with one file of keyed state. */
    private Path checkpoint(String run, int number) throws IOException {
        Path checkpoint = Files.createDirectories(
                directory.resolve("conversation-analytics").resolve(run).resolve("chk-" + number));
        Path state = Files.writeString(checkpoint.resolve("state"), STATE);
        OperatorState operator = new OperatorState("name", "uid", new OperatorID(), 1, 128);
        operator.putState(
                0,
                OperatorSubtaskState.builder()
                        .setManagedKeyedState(new KeyGroupsStateHandle(
                                new KeyGroupRangeOffsets(KeyGroupRange.of(0, 127)),
                                new FileStateHandle(new org.apache.flink.core.fs.Path(state.toUri()), STATE.length())))
                        .build());
        try (OutputStream file = Files.newOutputStream(checkpoint.resolve("_metadata"));
                DataOutputStream out = new DataOutputStream(file)) {
            Checkpoints.storeCheckpointMetadata(new CheckpointMetadata(number, List.of(operator), List.of()), out);
        }
        return checkpoint;
    }
}
