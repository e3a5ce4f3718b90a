package io.botflow.analytics.api;

import java.util.Map;

/**
 * What the server is started with.
 *
 * @param host the address it listens on
 * @param port the port of the API
 * @param managementPort the port of health and metrics, which is not for customers
 * @param redisUrl {@code redis://host:port}
 */
public record ApiSettings(String host, int port, int managementPort, String redisUrl) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_MANAGEMENT_PORT = 8090;

    public ApiSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("API_HOST is empty");
        }
        requirePort("API_PORT", port);
        requirePort("MANAGEMENT_PORT", managementPort);
        if (port == managementPort) {
            throw new IllegalArgumentException("API_PORT and MANAGEMENT_PORT are both " + port);
        }
        if (!redisUrl.startsWith("redis://") && !redisUrl.startsWith("rediss://")) {
            throw new IllegalArgumentException("REDIS_URL does not begin with redis:// or rediss://");
        }
    }

    /** The settings that environment variables give. */
    public static ApiSettings fromEnvironment(Map<String, String> environment) {
        return new ApiSettings(
                environment.getOrDefault("API_HOST", "127.0.0.1"),
                port(environment, "API_PORT", DEFAULT_PORT),
                port(environment, "MANAGEMENT_PORT", DEFAULT_MANAGEMENT_PORT),
                environment.getOrDefault("REDIS_URL", "redis://127.0.0.1:6379"));
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        String value = environment.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + value, e);
        }
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(name + " is not between 1 and " + HIGHEST_PORT + ": " + port);
        }
    }
}
