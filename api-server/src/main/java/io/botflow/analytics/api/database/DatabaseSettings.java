package io.botflow.analytics.api.database;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/**
 * Where PostgreSQL is, and whom the server logs in as.
 *
 * @param user must be subject to row level security
 * @param password null if the database asks for none
 * @param poolSize the most connections held at a time, 1 to 100
 */
public record DatabaseSettings(
        String host, int port, String database, Encryption encryption, String user, String password, int poolSize) {
    private static final int DEFAULT_PORT = 5432;
    private static final String DEFAULT_DATABASE = "botflow";
    private static final int DEFAULT_POOL_SIZE = 8;
    private static final int LARGEST_POOL = 100;
    private static final String JDBC = "jdbc:";
    private static final String SSL_MODE = "sslmode=";

    /** How the connection is protected. */
    public enum Encryption {
        DISABLE,
        /** Encrypted, whoever answers. */
        REQUIRE,
        /** Encrypted, and the certificate must be trusted by this JVM and be for the host. */
        VERIFY_FULL
    }

    public DatabaseSettings {
        if (poolSize < 1 || poolSize > LARGEST_POOL) {
            throw new IllegalArgumentException(
                    "POSTGRES_POOL_SIZE is not between 1 and " + LARGEST_POOL + ": " + poolSize);
        }
        if (user.isBlank()) {
            throw new IllegalArgumentException("POSTGRES_USER is empty");
        }
    }

    /**
     * The settings that environment variables give: {@code POSTGRES_URL}, that is
     * {@code postgresql://host[:port][/database][?sslmode=disable|require|verify-full]} with or without {@code jdbc:}
     * before it, {@code POSTGRES_USER}, {@code POSTGRES_PASSWORD} and {@code POSTGRES_POOL_SIZE}.
     */
    public static DatabaseSettings fromEnvironment(Map<String, String> environment) {
        URI url = url(environment.getOrDefault("POSTGRES_URL", "postgresql://127.0.0.1:5432/botflow"));
        String path = url.getPath();
        return new DatabaseSettings(
                url.getHost(),
                url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                path == null || path.length() <= 1 ? DEFAULT_DATABASE : path.substring(1),
                encryption(url.getRawQuery()),
                environment.getOrDefault("POSTGRES_USER", "botflow_api"),
                environment.get("POSTGRES_PASSWORD"),
                poolSize(environment.get("POSTGRES_POOL_SIZE")));
    }

    /** The messages leave the value out, because people put passwords there. */
    private static URI url(String value) {
        URI url;
        try {
            url = new URI(value.startsWith(JDBC) ? value.substring(JDBC.length()) : value);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("POSTGRES_URL is not a URL: " + e.getReason());
        }
        if (!"postgresql".equals(url.getScheme()) && !"postgres".equals(url.getScheme())) {
            throw new IllegalArgumentException("POSTGRES_URL does not begin with postgresql://");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("POSTGRES_URL names no host");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "POSTGRES_URL names a user: POSTGRES_USER and POSTGRES_PASSWORD are for that");
        }
        return url;
    }

    private static Encryption encryption(String query) {
        if (query == null) {
            return Encryption.DISABLE;
        }
        if (query.startsWith(SSL_MODE)) {
            String name = query.substring(SSL_MODE.length()).replace('-', '_').toUpperCase(Locale.ROOT);
            for (Encryption encryption : Encryption.values()) {
                if (encryption.name().equals(name)) {
                    return encryption;
                }
            }
        }
        throw new IllegalArgumentException(
                "POSTGRES_URL may only have the parameter sslmode, being disable, require or verify-full");
    }

    private static int poolSize(String value) {
        if (value == null) {
            return DEFAULT_POOL_SIZE;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("POSTGRES_POOL_SIZE is not a number: " + value, e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[host=" + host + ", port=" + port + ", database=" + database + ", encryption="
                + encryption + ", user=" + user + ", password=" + (password == null ? "none" : "***") + ", poolSize="
                + poolSize + "]";
    }
}
