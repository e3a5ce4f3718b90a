package io.botflow.analytics.local.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** A PostgreSQL server with a database {@code botflow} and a superuser {@code postgres} without password. */
public final class PostgresServer implements RunningServer {
    /** The database that everything is in. */
    public static final String DATABASE = "botflow";

    /** The user that may do everything. */
    public static final String SUPERUSER = "postgres";

    private static final String RESOURCE = "/postgres-linux-x86_64.txz";
    private static final String VERSION = "postgres-18.6.0";
    /** After a crash it reads its log again before it answers; given up in the middle of that, it would begin anew. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final int CONNECT_SECONDS = 2;
    private static final int EXECUTABLE = 0b001_000_000;

    private final int port;
    private final ChildProcess process;

    private PostgresServer(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    /** Starts a server whose data survives neither a power cut nor a crash of the machine. */
    public static PostgresServer start(Path directory, int port) {
        return start(directory, port, Durability.PROCESS);
    }

    /**
     * Starts a server.
     *
     * @param directory where its data is; empty or of an earlier server
     * @param port the port of 127.0.0.1, {@link Port#ANY} for a free one
     */
    public static PostgresServer start(Path directory, int port, Durability durability) {
        return start(directory, port, durability, Map.of());
    }

    /**
     * Starts a server.
     *
     * @param directory where its data is; empty or of an earlier server
     * @param port the port of 127.0.0.1, {@link Port#ANY} for a free one
     * @param settings what it is to have otherwise than by default, by the names of {@code postgresql.conf}
     */
    public static PostgresServer start(Path directory, int port, Durability durability, Map<String, String> settings) {
        int resolved = Port.resolve(port);
        Path bin = BinaryCache.ofUser()
                .unpacked(VERSION, RESOURCE, PostgresServer::unpack)
                .resolve("bin");
        try {
            Files.createDirectories(directory);
            Path log = log(directory);
            ChildAccount account = ChildAccount.withoutRoot(directory, log);
            Path data = directory.resolve("data");
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialize(bin, data, account, log);
            }
            ChildProcess process = ChildProcess.start(
                    "PostgreSQL",
                    account,
                    command(bin, data, resolved, durability, settings),
                    data,
                    log,
                    StopSignal.INT);
            PostgresServer server = new PostgresServer(resolved, process);
            process.awaitReady(server::createDatabase, START_LIMIT);
            return server;
        } catch (IOException e) {
            throw new ServerStartException("PostgreSQL cannot use " + directory + ": " + e.getMessage(), e);
        }
    }

    /** What a server with this directory says. */
    public static Path log(Path directory) {
        return directory.resolve("postgres.log");
    }

    private static void initialize(Path bin, Path data, ChildAccount account, Path log) throws IOException {
        // What a start that was cut short has left.
        Directories.delete(data);
        Files.createDirectory(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(data);
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(List.of(
                bin.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-A",
                "trust",
                "-U",
                SUPERUSER,
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
        if (Programs.run(command, data, log) != 0) {
            throw new ServerStartException("PostgreSQL could not set up " + data + ": see " + log);
        }
    }

    private static List<String> command(
            Path bin, Path data, int port, Durability durability, Map<String, String> settings) {
        List<String> command = new ArrayList<>(List.of(
                bin.resolve("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-h",
                "127.0.0.1",
                // No socket file: it would have to be where every user can write.
                "-k",
                "",
                "-c",
                "max_connections=100",
                "-c",
                "log_timezone=UTC",
                "-c",
                "timezone=UTC"));
        if (durability == Durability.PROCESS) {
            command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"));
        }
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return command;
    }

    private void createDatabase() throws SQLException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + SUPERUSER + "&connectTimeout="
                + CONNECT_SECONDS;
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    private static void unpack(InputStream in, Path directory) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException(entry.getName() + " points out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    boolean executable = (entry.getMode() & EXECUTABLE) != 0;
                    Files.setPosixFilePermissions(
                            target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    /** The port of 127.0.0.1 it listens on. */
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The address of the database for a user. */
    public String jdbcUrl(String user) {
        return jdbcUrl(port, user);
    }

    /** The address that the database of a server on this port has for a user. */
    public static String jdbcUrl(int port, String user) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + "?user=" + user;
    }

    @Override
    public void close() {
        process.close();
    }
}
