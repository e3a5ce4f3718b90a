package io.botflow.analytics.api;

import io.botflow.analytics.api.access.TokenSettings;
import io.botflow.analytics.api.csv.ExportSettings;
import io.botflow.analytics.api.database.DatabaseSettings;
import io.botflow.analytics.api.live.SocketSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the server is started with.
 *
 * @param host the address it listens on
 * @param port the port of the API
 * @param managementPort the port of health and metrics, which is not for customers
 * @param redisUrl {@code redis[s]://[[user]:password@]host[:port][/number]}
 * @param allowedOrigins the origins whose pages may ask and open a socket besides the server's own,
 *     {@code https://host[:port]}
 * @param sockets bounds of what clients may take
 * @param exports bounds of what runs at a time
 * @param cursorSecret what cursors of lists are sealed with
 * @param requestsPerSecond how often an organization may ask; twice as many at once
 */
public record ApiSettings(
        String host,
        int port,
        int managementPort,
        String redisUrl,
        DatabaseSettings database,
        TokenSettings tokens,
        Set<String> allowedOrigins,
        SocketSettings sockets,
        ExportSettings exports,
        String cursorSecret,
        int requestsPerSecond) {
    private static final int HIGHEST_PORT = 65_535;
    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_MANAGEMENT_PORT = 8090;
    private static final int SHORTEST_SECRET_BYTES = 32;
    private static final int DEFAULT_REQUESTS_PER_SECOND = 100;
    private static final int MOST_REQUESTS_PER_SECOND = 1_000_000;

    public ApiSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("API_HOST is empty");
        }
        requirePort("API_PORT", port);
        requirePort("MANAGEMENT_PORT", managementPort);
        if (port == managementPort) {
            throw new IllegalArgumentException("API_PORT and MANAGEMENT_PORT are both " + port);
        }
        requireRedisUrl(redisUrl);
        allowedOrigins = Set.copyOf(allowedOrigins);
        allowedOrigins.forEach(ApiSettings::requireOrigin);
        if (cursorSecret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES) {
            throw new IllegalArgumentException("CURSOR_SECRET is shorter than " + SHORTEST_SECRET_BYTES + " bytes");
        }
        if (requestsPerSecond < 1 || requestsPerSecond > MOST_REQUESTS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "REQUESTS_PER_SECOND is not between 1 and " + MOST_REQUESTS_PER_SECOND + ": " + requestsPerSecond);
        }
    }

    /** The settings that environment variables give. */
    public static ApiSettings fromEnvironment(Map<String, String> environment) {
        return new ApiSettings(
                environment.getOrDefault("API_HOST", "127.0.0.1"),
                number(environment, "API_PORT", DEFAULT_PORT),
                number(environment, "MANAGEMENT_PORT", DEFAULT_MANAGEMENT_PORT),
                environment.getOrDefault("REDIS_URL", "redis://127.0.0.1:6379"),
                DatabaseSettings.fromEnvironment(environment),
                TokenSettings.fromEnvironment(environment),
                origins(environment.getOrDefault("ALLOWED_ORIGINS", "")),
                SocketSettings.fromEnvironment(environment),
                ExportSettings.fromEnvironment(environment),
                cursorSecret(environment.get("CURSOR_SECRET")),
                number(environment, "REQUESTS_PER_SECOND", DEFAULT_REQUESTS_PER_SECOND));
    }

    /** Without one, cursors are good until this server ends, and on this server only. */
    private static String cursorSecret(String value) {
        if (value != null && !value.isBlank()) {
            return value;
        }
        byte[] random = new byte[SHORTEST_SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static int number(Map<String, String> environment, String name, int otherwise) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number: " + value, e);
        }
    }

    private static Set<String> origins(String list) {
        Set<String> origins = new LinkedHashSet<>();
        for (String origin : list.split(",", -1)) {
            if (!origin.isBlank()) {
                origins.add(origin.strip().toLowerCase(Locale.ROOT));
            }
        }
        return origins;
    }

    private static void requirePort(String name, int port) {
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(name + " is not between 1 and " + HIGHEST_PORT + ": " + port);
        }
    }

    /** The messages leave the value out, because it may hold a password. */
    private static void requireRedisUrl(String value) {
        if (!value.startsWith("redis://") && !value.startsWith("rediss://")) {
            throw new IllegalArgumentException("REDIS_URL does not begin with redis:// or rediss://");
        }
        try {
            if (new URI(value).getHost() == null) {
                throw new IllegalArgumentException("REDIS_URL names no host");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("REDIS_URL is not a URL: " + e.getReason());
        }
    }

    private static void requireOrigin(String origin) {
        try {
            URI uri = new URI(origin);
            boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null && origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("ALLOWED_ORIGINS holds what is not an origin: " + origin, e);
        }
        throw new IllegalArgumentException("ALLOWED_ORIGINS holds what is not an origin: " + origin);
    }

    /** Without passwords and keys. */
    @Override
    public String toString() {
        return "ApiSettings[host=" + host + ", port=" + port + ", managementPort=" + managementPort + ", redisUrl="
                + redisUrl.replaceFirst("//.*@", "//***@") + ", database=" + database + ", tokens=" + tokens
                + ", allowedOrigins=" + allowedOrigins + ", sockets=" + sockets + ", exports=" + exports
                + ", requestsPerSecond="
                + requestsPerSecond + "]";
    }
}
