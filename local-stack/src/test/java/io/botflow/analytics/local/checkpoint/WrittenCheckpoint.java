package io.botflow.analytics.local.checkpoint;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeOffsets;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** Checkpoints as Flink writes them, and damage to them. */
public final class WrittenCheckpoint {
    static final String STATE = "state that is as long as the checkpoint says";

    private WrittenCheckpoint() {}

    /** Writes one with one file of keyed state. */
    public static Path in(Path run, int number) throws IOException {
        Path checkpoint = Files.createDirectories(run.resolve("chk-" + number));
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

    /** Cuts off half of what the checkpoint says of itself, as a file system may after a power cut. */
    public static void damage(Path checkpoint) throws IOException {
        try (SeekableByteChannel metadata =
                Files.newByteChannel(checkpoint.resolve("_metadata"), StandardOpenOption.WRITE)) {
            metadata.truncate(metadata.size() / 2);
        }
    }
}
