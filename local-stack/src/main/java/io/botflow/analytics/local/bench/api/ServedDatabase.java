package io.botflow.analytics.local.bench.api;

import io.botflow.analytics.local.Migrations;
import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.bench.ProcessFigures;
import io.botflow.analytics.local.server.ApiProcess;
import io.botflow.analytics.local.server.Directories;
import io.botflow.analytics.local.server.Durability;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.server.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What answers requests, and nothing else: PostgreSQL with all tables, Redis, and the API server in a JVM of its own, so
 * that its memory can be told from the rest. No job writes, so what was loaded stays as it is.
 */
final class ServedDatabase implements AutoCloseable {
    /** The role that the API logs in as. */
    static final String API_ROLE = "botflow_api";

    private static final List<String> JVM_OPTIONS =
            List.of("-Xms64m", "-Xmx384m", "-XX:MaxDirectMemorySize=128m", "-Dfile.encoding=UTF-8");
    /** More than any client asks for: what is measured is how fast answers are, not how many are allowed. */
    private static final String NO_LIMIT = "1000000";

    private final Path directory;
    private final StackSettings settings;
    private final Map<String, String> postgresSettings;
    private PostgresServer postgres;
    private RedisServer redis;
    private ApiProcess api;

    private ServedDatabase(Path directory, StackSettings settings, Map<String, String> postgresSettings) {
        this.directory = directory;
        this.settings = settings;
        this.postgresSettings = postgresSettings;
    }

    /** Starts PostgreSQL and Redis on free ports, and makes the tables. */
    static ServedDatabase start(int sharedBuffersMebibytes) throws IOException {
        ServedDatabase served = new ServedDatabase(
                Files.createTempDirectory("botflow-bench-"),
                StackSettings.onFreePorts(),
                postgresSettings(sharedBuffersMebibytes));
        Runtime.getRuntime().addShutdownHook(new Thread(served::close, "stop the servers"));
        served.startServers();
        return served;
    }

    private static Map<String, String> postgresSettings(int sharedBuffersMebibytes) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("shared_buffers", sharedBuffersMebibytes + "MB");
        settings.put("maintenance_work_mem", "256MB");
        settings.put("max_wal_size", "16GB");
        settings.put("checkpoint_timeout", "30min");
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        // Everything is vacuumed and analyzed once, after loading.
        settings.put("autovacuum", "off");
        settings.put("log_line_prefix", ServerLog.PREFIX);
        return settings;
    }

    private synchronized void startServers() {
        postgres = PostgresServer.start(
                postgresDirectory(), settings.ports().postgres(), Durability.PROCESS, postgresSettings);
        redis = RedisServer.start(directory.resolve("redis"), settings.ports().redis());
        Migrations.run(settings);
    }

    private Path postgresDirectory() {
        return directory.resolve("postgres");
    }

    /** Starts the API server. */
    synchronized void startApi() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("API_PORT", Integer.toString(settings.ports().api()));
        environment.put("MANAGEMENT_PORT", Integer.toString(settings.ports().management()));
        environment.put("REDIS_URL", settings.redisUrl());
        environment.put(
                "POSTGRES_URL",
                "postgresql://127.0.0.1:" + settings.ports().postgres() + "/" + PostgresServer.DATABASE);
        environment.put("POSTGRES_USER", API_ROLE);
        environment.put("JWT_ISSUER", settings.jwtIssuer());
        environment.put("JWT_AUDIENCE", settings.jwtAudience());
        environment.put("JWT_SECRET", settings.jwtSecret());
        environment.put("REQUESTS_PER_SECOND", NO_LIMIT);
        api = ApiProcess.start(directory.resolve("api"), JVM_OPTIONS, environment, settings.managementUrl());
    }

    StackSettings settings() {
        return settings;
    }

    /** What PostgreSQL has otherwise than by default. */
    Map<String, String> postgresSettings() {
        return postgresSettings;
    }

    static List<String> jvmOptions() {
        return JVM_OPTIONS;
    }

    Path directory() {
        return directory;
    }

    Path postgresLog() {
        return PostgresServer.log(postgresDirectory());
    }

    /** The process of the API server. */
    ProcessFigures api() {
        return new ProcessFigures(ProcessHandle.of(api.pid()).orElseThrow());
    }

    /** A connection that may do everything. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(PostgresServer.SUPERUSER));
    }

    /** A connection with the rights of the API. */
    Connection connectAsApi() throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(API_ROLE));
    }

    /** Stops everything and removes the data. */
    @Override
    public synchronized void close() {
        if (api != null) {
            api.close();
            api = null;
        }
        if (redis != null) {
            redis.close();
            redis = null;
        }
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            System.err.println("scripts/bench: " + directory + " cannot be removed: " + e.getMessage());
        }
    }
}
