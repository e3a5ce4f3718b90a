package io.botflow.analytics.api.live;

import io.botflow.analytics.api.realtime.RedisClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's one subscription. It notices when Redis is gone, even without a word (a watchdog asks every two seconds),
 * connects again and subscribes to what was subscribed to. What was published in between is lost here.
 */
final class RedisSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSubscription.class);
    private static final long WATCH_MILLIS = 2_000;
    private static final long PATIENCE_MILLIS = 4_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final int PUBLISHED_PARTS = 3;

    private final Vertx vertx;
    private final String url;
    private final Listener listener;
    private final Set<String> channels = new HashSet<>();
    /** Those who wait for a channel's confirmation. */
    private final Map<String, Promise<Void>> confirmations = new HashMap<>();

    private Redis client;
    private RedisConnection connection;
    private long watchdog = -1;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long heard;
    private boolean isConnected;
    private boolean wasConnected;
    private boolean isClosed;

    /** Hears what is published, and when nothing is heard for want of a connection. */
    interface Listener {
        void published(String channel, String message);

        void lost();

        /** All channels are subscribed to again. */
        void recovered();
    }

    RedisSubscription(Vertx vertx, String url, Listener listener) {
        this.vertx = vertx;
        this.url = url;
        this.listener = listener;
    }

    boolean isConnected() {
        return isConnected;
    }

    /** Begins to connect, and to connect again whenever that is needed. */
    void open() {
        connect();
    }

    /** Subscribes now, or as soon as there is a connection; done when Redis has confirmed every channel. */
    Future<Void> subscribe(List<String> names) {
        List<Future<Void>> confirmed = new ArrayList<>();
        for (String name : names) {
            channels.add(name);
            confirmed.add(confirmations
                    .computeIfAbsent(name, added -> Promise.promise())
                    .future());
        }
        if (connection != null) {
            send(Command.SUBSCRIBE, names);
        }
        return Future.all(confirmed).mapEmpty();
    }

    void unsubscribe(List<String> names) {
        names.forEach(channels::remove);
        names.forEach(confirmations::remove);
        if (connection != null) {
            send(Command.UNSUBSCRIBE, names);
        }
    }

    Future<Void> close() {
        isClosed = true;
        return drop();
    }

    private void connect() {
        if (isClosed) {
            return;
        }
        // A pool of its own for each attempt: a connection that has subscribed must never be lent to others.
        Redis attempt = Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(url)
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setNetClientOptions(RedisClient.network()));
        client = attempt;
        attempt.connect()
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(this::connected)
                .onFailure(e -> lost(attempt, e.getMessage()));
    }

    private void connected(RedisConnection opened) {
        Redis attempt = client;
        if (isClosed) {
            drop();
            return;
        }
        connection = opened;
        opened.handler(this::received);
        opened.exceptionHandler(e -> lost(attempt, e.getMessage()));
        opened.endHandler(ended -> lost(attempt, "connection closed"));
        List<Future<Void>> confirmed = new ArrayList<>();
        if (!channels.isEmpty()) {
            for (String name : channels) {
                confirmed.add(confirmations
                        .computeIfAbsent(name, added -> Promise.promise())
                        .future());
            }
            send(Command.SUBSCRIBE, List.copyOf(channels));
        }
        Future.all(confirmed)
                .compose(subscribed -> opened.send(Request.cmd(Command.PING)))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(pong -> ready(attempt))
                .onFailure(e -> lost(attempt, e.getMessage()));
    }

    private void ready(Redis attempt) {
        if (attempt != client || isClosed) {
            return;
        }
        isConnected = true;
        pauseMillis = FIRST_PAUSE_MILLIS;
        watchdog = vertx.setPeriodic(WATCH_MILLIS, tick -> ask(attempt));
        if (wasConnected) {
            LOG.info("the subscription to Redis is back");
            listener.recovered();
        }
        wasConnected = true;
    }

    private void ask(Redis attempt) {
        long heardBefore = heard;
        connection
                .send(Request.cmd(Command.PING))
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .onFailure(e -> {
                    // Under load the answer stands behind what was published before it, which is a sign of life too.
                    if (heard == heardBefore) {
                        lost(attempt, "no answer: " + e.getMessage());
                    }
                });
    }

    private void lost(Redis attempt, String why) {
        if (attempt != client || isClosed) {
            return;
        }
        boolean isNews = isConnected;
        drop();
        if (isNews) {
            LOG.warn("the subscription to Redis is lost: {}", why);
            listener.lost();
        }
        long jitter = ThreadLocalRandom.current().nextLong(pauseMillis / 2 + 1);
        vertx.setTimer(pauseMillis + jitter, waited -> connect());
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }

    private Future<Void> drop() {
        isConnected = false;
        if (watchdog != -1) {
            vertx.cancelTimer(watchdog);
            watchdog = -1;
        }
        connection = null;
        Redis old = client;
        client = null;
        return old == null ? Future.succeededFuture() : old.close();
    }

    private void send(Command command, List<String> names) {
        Redis attempt = client;
        Request request = Request.cmd(command);
        names.forEach(request::arg);
        connection.send(request).onFailure(e -> lost(attempt, e.getMessage()));
    }

    private void received(Response message) {
        heard++;
        if (message.type() != ResponseType.PUSH && message.type() != ResponseType.MULTI) {
            return;
        }
        if (message.size() < PUBLISHED_PARTS) {
            return;
        }
        String channel = message.get(1).toString();
        switch (message.get(0).toString()) {
            case "message" -> hear(channel, message.get(2).toString());
            case "subscribe" -> {
                Promise<Void> waiting = confirmations.remove(channel);
                if (waiting != null) {
                    waiting.tryComplete();
                }
            }
            default -> {}
        }
    }

    /** What one message does must not end the connection's reading: Redis's answers after it would never be heard. */
    private void hear(String channel, String message) {
        try {
            listener.published(channel, message);
        } catch (RuntimeException e) {
            LOG.error("a message of {} could not be handled", channel, e);
        }
    }
}
