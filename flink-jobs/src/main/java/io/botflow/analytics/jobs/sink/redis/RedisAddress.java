package io.botflow.analytics.jobs.sink.redis;

import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.util.JedisURIHelper;

/** Where Redis is, from {@code REDIS_URL}: {@code redis[s]://[[user]:password@]host[:port][/number]}. */
final class RedisAddress implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int DEFAULT_PORT = 6379;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern DATABASE = Pattern.compile("(/\\d{0,9})?");
    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(2).toMillis();
    /** A Redis that does not answer for so long is taken for lost. */
    private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private final URI uri;

    /** @throws IllegalArgumentException naming the setting; without the value, which may hold a password */
    RedisAddress(String url) {
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("REDIS_URL is not a URL: " + e.getReason());
        }
        if (!JedisURIHelper.isRedisScheme(uri) && !JedisURIHelper.isRedisSSLScheme(uri)) {
            throw new IllegalArgumentException("REDIS_URL does not begin with redis:// or rediss://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("REDIS_URL names no host");
        }
        if (port() < 1 || port() > HIGHEST_PORT) {
            throw new IllegalArgumentException("REDIS_URL names a port that does not exist");
        }
        if (uri.getUserInfo() != null && !uri.getUserInfo().contains(":")) {
            throw new IllegalArgumentException("REDIS_URL names a user without a password");
        }
        if (!DATABASE.matcher(uri.getPath()).matches()) {
            throw new IllegalArgumentException("REDIS_URL does not name the database by its number");
        }
    }

    /** Connects. */
    Connection connect() {
        return new Connection(
                new HostAndPort(uri.getHost(), port()),
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis(CONNECT_MILLIS)
                        .socketTimeoutMillis(ANSWER_MILLIS)
                        .user(JedisURIHelper.getUser(uri))
                        .password(JedisURIHelper.getPassword(uri))
                        .database(JedisURIHelper.getDBIndex(uri))
                        .sslOptions(JedisURIHelper.isRedisSSLScheme(uri) ? SslOptions.defaults() : null)
                        .clientName("live-metrics")
                        .build());
    }

    private int port() {
        return uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
    }

    /** Host and port, for people. */
    @Override
    public String toString() {
        return uri.getHost() + ":" + port();
    }
}
