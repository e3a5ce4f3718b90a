package io.botflow.analytics.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory for temporary files that belongs to the user of this JVM. */
public final class UserDirectory {
    private UserDirectory() {}

    /** The directory {@code botflow-<user id>} below the one for temporary files, created when missing. */
    public static Path open() throws IOException {
        int user = ChildAccount.userId();
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "botflow-" + user);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        }
        // Everybody may write next to it: somebody else's programs are not to be run.
        int owner = (int) Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        if (owner != user) {
            throw new IOException(directory + " belongs to another user (" + owner + ")");
        }
        return directory;
    }
}
