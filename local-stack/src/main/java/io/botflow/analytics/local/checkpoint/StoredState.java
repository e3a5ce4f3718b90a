package io.botflow.analytics.local.checkpoint;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.AbstractChannelStateHandle;
import org.apache.flink.runtime.state.AbstractMergedChannelStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.filesystem.FileStateHandle;

/** A checkpoint or savepoint on this machine: whether all of it is there. */
public final class StoredState {
    private StoredState() {}

    /** What is wrong with it; nothing when it can be gone on from. Bytes changed within a file are not seen. */
    public static Optional<String> fault(String uri) {
        Path directory = Path.of(URI.create(uri));
        CheckpointMetadata metadata;
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(directory.resolve("_metadata"))))) {
            metadata = Checkpoints.loadCheckpointMetadata(in, StoredState.class.getClassLoader(), uri);
        } catch (IOException | RuntimeException e) {
            return Optional.of("_metadata cannot be read");
        }
        for (FileStateHandle file : files(metadata)) {
            Optional<String> fault = fault(file);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(FileStateHandle file) {
        Path path = Path.of(file.getFilePath().getPath());
        try {
            long size = Files.size(path);
            return size == file.getStateSize()
                    ? Optional.empty()
                    : Optional.of(path + " has " + size + " bytes instead of " + file.getStateSize());
        } catch (IOException e) {
            return Optional.of(path + " is missing");
        }
    }

    private static List<FileStateHandle> files(CheckpointMetadata metadata) {
        List<StreamStateHandle> handles = new ArrayList<>();
        for (OperatorState operator : metadata.getOperatorStates()) {
            add(operator.getCoordinatorState(), handles);
            operator.getStates().forEach(subtask -> addAll(subtask, handles));
        }
        return handles.stream()
                .filter(FileStateHandle.class::isInstance)
                .map(FileStateHandle.class::cast)
                .filter(file -> LocalFileSystem.getLocalFsURI()
                        .getScheme()
                        .equals(file.getFilePath().toUri().getScheme()))
                .toList();
    }

    private static void addAll(OperatorSubtaskState subtask, Collection<StreamStateHandle> handles) {
        for (OperatorStateHandle state : subtask.getManagedOperatorState()) {
            add(state.getDelegateStateHandle(), handles);
        }
        for (OperatorStateHandle state : subtask.getRawOperatorState()) {
            add(state.getDelegateStateHandle(), handles);
        }
        for (KeyedStateHandle state : subtask.getManagedKeyedState()) {
            addKeyed(state, handles);
        }
        for (KeyedStateHandle state : subtask.getRawKeyedState()) {
            addKeyed(state, handles);
        }
        subtask.getInputChannelState().forEach(state -> addInFlight(state, handles));
        subtask.getResultSubpartitionState().forEach(state -> addInFlight(state, handles));
    }

    /** What was on its way between tasks, in unaligned checkpoints. */
    private static void addInFlight(StateObject state, Collection<StreamStateHandle> handles) {
        if (state instanceof AbstractChannelStateHandle<?> channel) {
            add(channel.getDelegate(), handles);
        } else if (state instanceof AbstractMergedChannelStateHandle<?, ?> channels) {
            add(channels.getDelegate(), handles);
        }
    }

    private static void addKeyed(KeyedStateHandle state, Collection<StreamStateHandle> handles) {
        if (state instanceof KeyGroupsStateHandle groups) {
            add(groups.getDelegateStateHandle(), handles);
        } else if (state instanceof IncrementalRemoteKeyedStateHandle increments) {
            add(increments.getMetaDataStateHandle(), handles);
            increments.getSharedState().forEach(shared -> add(shared.getHandle(), handles));
            increments.getPrivateState().forEach(own -> add(own.getHandle(), handles));
        }
    }

    private static void add(StreamStateHandle handle, Collection<StreamStateHandle> handles) {
        if (handle != null) {
            handles.add(handle);
        }
    }
}
