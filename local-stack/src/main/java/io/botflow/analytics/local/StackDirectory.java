package io.botflow.analytics.local;

import io.botflow.analytics.local.server.Directories;
import io.botflow.analytics.local.server.UserDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory that everything of one running stack is in; locked, so that no two stacks share it. */
public final class StackDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String RUN = "run-";

    private final Path path;
    private final FileChannel channel;
    private final boolean kept;

    private StackDirectory(Path path, FileChannel channel, boolean kept) {
        this.path = path;
        this.channel = channel;
        this.kept = kept;
    }

    /** A fresh directory for temporary files, removed when closed; what dead stacks have left is removed now. */
    public static StackDirectory fresh() throws IOException {
        Path parent = UserDirectory.open();
        removeDead(parent);
        Path path = parent.resolve(RUN + ProcessHandle.current().pid());
        Directories.delete(path);
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
        return open(path, false);
    }

    /** A directory that is kept, created when missing. */
    public static StackDirectory kept(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UsageException("--data: " + path + " is not a directory");
        }
        try {
            Files.createDirectories(path);
            return open(path.toRealPath(), true);
        } catch (IOException e) {
            throw new UsageException("--data: " + path + " cannot be written", e);
        }
    }

    private static StackDirectory open(Path path, boolean kept) throws IOException {
        FileChannel channel = lock(path);
        if (channel == null) {
            throw new UsageException(path + " is in use by another stack");
        }
        return new StackDirectory(path, channel, kept);
    }

    private static void removeDead(Path parent) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent, RUN + "*")) {
            for (Path run : runs) {
                removeIfDead(run);
            }
        }
    }

    /** The system lets go of a lock when its process ends, so a lock to be had tells that nobody is there. */
    private static void removeIfDead(Path run) {
        try (FileChannel channel = lock(run)) {
            if (channel != null) {
                Directories.delete(run);
            }
        } catch (IOException stillInUse) {
            // Harmless, and the next start tries again.
            return;
        }
    }

    /** The locked channel, or null when another process holds it. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(channel)) {
            return channel;
        }
        channel.close();
        return null;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /** Whether it outlives the stack. */
    public boolean isKept() {
        return kept;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (!kept) {
                Directories.delete(path);
            }
        }
    }
}
