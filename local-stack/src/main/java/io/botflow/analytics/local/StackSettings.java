package io.botflow.analytics.local;

import io.botflow.analytics.api.ApiSettings;
import io.botflow.analytics.api.access.TokenSettings;
import io.botflow.analytics.api.csv.ExportSettings;
import io.botflow.analytics.api.database.DatabaseSettings;
import io.botflow.analytics.api.live.SocketSettings;
import io.botflow.analytics.local.server.PostgresServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the parts of a local stack are reached, and what its tokens must say.
 *
 * @param jwtSecret the key that tokens are signed with (HS256), at least 32 bytes
 */
public record StackSettings(Ports ports, String jwtIssuer, String jwtAudience, String jwtSecret) {
    /** Not a secret: whoever reaches the loopback address of this machine may read the demo data. */
    private static final String DEMO_SECRET = "botflow-local-demo-secret-not-for-production";

    /** One machine's users are few, and load tests are theirs. */
    private static final int MOST_SOCKETS = 20_000;

    private static final int REQUESTS_PER_SECOND = 10_000;
    private static final int MOST_EXPORTS_PER_ORGANIZATION = 4;
    private static final int MOST_EXPORTS = 16;
    private static final Duration MEMBERSHIP_CHECK = Duration.ofSeconds(10);

    private static final int SHORTEST_SECRET = 32;
    private static final int API_CONNECTIONS = 8;

    public StackSettings {
        if (jwtSecret.length() < SHORTEST_SECRET) {
            throw new UsageException("JWT_SECRET is shorter than " + SHORTEST_SECRET + " characters");
        }
    }

    /** The settings that environment variables give. */
    public static StackSettings fromEnvironment(Map<String, String> environment) {
        return new StackSettings(
                Ports.fromEnvironment(environment),
                environment.getOrDefault("JWT_ISSUER", "botflow-local"),
                environment.getOrDefault("JWT_AUDIENCE", "botflow-api"),
                environment.getOrDefault("JWT_SECRET", DEMO_SECRET));
    }

    /** The settings by default, with ports that are free now. */
    public static StackSettings onFreePorts() {
        StackSettings byDefault = fromEnvironment(Map.of());
        return new StackSettings(Ports.free(), byDefault.jwtIssuer, byDefault.jwtAudience, byDefault.jwtSecret);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** The address of the database for a user. */
    public String jdbcUrl(String user) {
        return PostgresServer.jdbcUrl(ports.postgres(), user);
    }

    public String redisUrl() {
        return "redis://127.0.0.1:" + ports.redis();
    }

    public String apiUrl() {
        return "http://127.0.0.1:" + ports.api() + "/";
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + ports.management() + "/";
    }

    public String flinkUrl() {
        return "http://127.0.0.1:" + ports.flink() + "/";
    }

    /** What the API server is started with. */
    ApiSettings api() {
        return new ApiSettings(
                "127.0.0.1",
                ports.api(),
                ports.management(),
                redisUrl(),
                new DatabaseSettings(
                        "127.0.0.1",
                        ports.postgres(),
                        PostgresServer.DATABASE,
                        DatabaseSettings.Encryption.DISABLE,
                        "botflow_api",
                        null,
                        API_CONNECTIONS),
                new TokenSettings(jwtIssuer, jwtAudience, new TokenSettings.SharedSecret(jwtSecret)),
                Set.of(),
                new SocketSettings(MOST_SOCKETS, MOST_SOCKETS, MOST_SOCKETS, MEMBERSHIP_CHECK),
                new ExportSettings(MOST_EXPORTS_PER_ORGANIZATION, MOST_EXPORTS),
                jwtSecret,
                REQUESTS_PER_SECOND);
    }

    /** What a client needs, by the name of the variable it is usually given in. */
    public Map<String, String> forClients() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers());
        settings.put("JDBC_URL", jdbcUrl(PostgresServer.SUPERUSER));
        // Without a user: each program brings its own role.
        settings.put("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:" + ports.postgres() + "/" + PostgresServer.DATABASE);
        settings.put("REDIS_URL", redisUrl());
        settings.put("API_URL", apiUrl());
        settings.put("MANAGEMENT_URL", managementUrl());
        settings.put("FLINK_URL", flinkUrl());
        settings.put("JWT_ISSUER", jwtIssuer);
        settings.put("JWT_AUDIENCE", jwtAudience);
        settings.put("JWT_SECRET", jwtSecret);
        return settings;
    }
}
