package io.botflow.analytics.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** In which account a server runs that refuses to be run by root. */
enum ChildAccount {
    /** The account of this JVM. */
    OWN(List.of()),
    /** Root's own files, in a user namespace in which root is nobody. */
    NAMESPACE(List.of("unshare", "-U")),
    /** User 65534, where namespaces are forbidden, as in many containers. */
    NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"));

    private static final int NOBODY_ID = 65_534;

    private final List<String> prefix;

    ChildAccount(List<String> prefix) {
        this.prefix = prefix;
    }

    List<String> prefix() {
        return prefix;
    }

    /** The account for a server that refuses root. */
    static ChildAccount withoutRoot(Path directory, Path log) {
        if (!isRoot()) {
            return OWN;
        }
        boolean namespace =
                Programs.isInstalled("unshare") && Programs.run(List.of("unshare", "-U", "true"), directory, log) == 0;
        return namespace ? NAMESPACE : NOBODY;
    }

    /** Lets the account write into the directory. */
    void own(Path directory) throws IOException {
        if (this == NOBODY) {
            Files.setAttribute(directory, "unix:uid", NOBODY_ID);
            Files.setAttribute(directory, "unix:gid", NOBODY_ID);
            // Others may only pass through, to what they know by name.
            Files.setPosixFilePermissions(directory.getParent(), PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    static int userId() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        } catch (IOException e) {
            throw new ServerStartException("the user id cannot be read from /proc/self", e);
        }
    }

    private static boolean isRoot() {
        return userId() == 0;
    }
}
