package io.botflow.analytics.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;

/** A Redis server that keeps its data over restarts. */
public final class RedisServer implements RunningServer {
    private static final String PROGRAM = "redis-server-6.2.6-v5-linux-amd64";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final int port;
    private final ChildProcess process;

    private RedisServer(int port, ChildProcess process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts a server.
     *
     * @param directory where its data is; empty or of an earlier server
     * @param port the port of 127.0.0.1, {@link Port#ANY} for a free one
     */
    public static RedisServer start(Path directory, int port) {
        int resolved = Port.resolve(port);
        Path program = BinaryCache.ofUser()
                .unpacked(PROGRAM, "/" + PROGRAM, (in, target) -> {
                    Path file = target.resolve("redis-server");
                    Files.copy(in, file);
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                })
                .resolve("redis-server");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ServerStartException("Redis cannot use " + directory + ": " + e.getMessage(), e);
        }
        List<String> command = List.of(
                program.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(resolved),
                "--dir",
                directory.toString(),
                "--appendonly",
                "yes",
                // The log of changes keeps the data already.
                "--save",
                "");
        ChildProcess process = ChildProcess.start(
                "Redis", ChildAccount.OWN, command, directory, directory.resolve("redis.log"), StopSignal.TERM);
        process.awaitReady(() -> ping(resolved), START_LIMIT);
        return new RedisServer(resolved, process);
    }

    private static void ping(int port) {
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            // Refused with an error while the data is being loaded.
            jedis.ping();
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

    /** The server's address. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.close();
    }
}
