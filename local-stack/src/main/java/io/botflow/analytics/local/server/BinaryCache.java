package io.botflow.analytics.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server programs out of jars, unpacked once per user. */
final class BinaryCache {
    private static final Logger LOG = LoggerFactory.getLogger(BinaryCache.class);

    private final Path directory;

    private BinaryCache(Path directory) {
        this.directory = directory;
    }

    /** The cache of the user that runs this JVM. */
    static BinaryCache ofUser() {
        try {
            return new BinaryCache(Files.createDirectories(UserDirectory.open().resolve("programs")));
        } catch (IOException e) {
            throw new ServerStartException("no place for server programs: " + e.getMessage(), e);
        }
    }

    /**
     * The directory that holds what the resource was unpacked to.
     *
     * @param name the directory's name, with the version of what is in it
     */
    Path unpacked(String name, String resource, Unpacker unpacker) {
        Path target = directory.resolve(name);
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return target;
        }
        try (InputStream in = BinaryCache.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ServerStartException(
                        "there is no " + resource + " on the class path: only Linux on amd64 is supported");
            }
            Path fresh = Files.createTempDirectory(directory, name + ".");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                unpacker.unpack(in, fresh);
                publish(fresh, target);
            } finally {
                Directories.delete(fresh);
            }
            return target;
        } catch (IOException e) {
            throw new ServerStartException(resource + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** A rename shows the directory whole or not at all; whoever comes second uses the first one's. */
    private static void publish(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            LOG.debug("{} was unpacked by someone else meanwhile", target, e);
        }
        if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(target + " could not be put in place");
        }
    }

    /** Puts a resource's content into an empty directory. */
    @FunctionalInterface
    interface Unpacker {
        void unpack(InputStream in, Path directory) throws IOException;
    }
}
