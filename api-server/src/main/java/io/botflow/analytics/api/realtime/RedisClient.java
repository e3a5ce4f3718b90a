package io.botflow.analytics.api.realtime;

import io.botflow.analytics.api.problem.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands to Redis over a few shared connections, none of which is waited for long. */
public final class RedisClient {
    private static final int CONNECT_MILLIS = 2_000;
    private static final long PATIENCE_SECONDS = 2;
    private static final int CONNECTIONS = 8;
    private static final int LONGEST_QUEUE = 1_024;

    private final Redis redis;

    private RedisClient(Redis redis) {
        this.redis = redis;
    }

    /** Opens connections when they are needed, so this does not fail. */
    public static RedisClient create(Vertx vertx, String url) {
        return new RedisClient(Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(url)
                        .setNetClientOptions(network())
                        .setMaxPoolSize(CONNECTIONS)
                        .setMaxPoolWaiting(LONGEST_QUEUE)));
    }

    /** How connections to Redis are opened. With TLS the certificate must be trusted by this JVM and be for the host. */
    public static NetClientOptions network() {
        return new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setHostnameVerificationAlgorithm("HTTPS");
    }

    /**
     * Sends commands at once.
     *
     * @return the answers in the same order; fails with {@link UnavailableException}
     */
    public Future<List<Response>> send(List<Request> commands) {
        return redis.batch(commands).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).recover(RedisClient::unavailable);
    }

    /** Whether Redis answers; fails with {@link UnavailableException} if not. */
    public Future<Void> check() {
        return send(List.of(Request.cmd(Command.PING))).mapEmpty();
    }

    private static <T> Future<T> unavailable(Throwable cause) {
        return Future.failedFuture(new UnavailableException("Redis does not answer", cause));
    }

    /** Closes the connections. */
    public Future<Void> close() {
        return redis.close();
    }
}
