package io.botflow.analytics.api.rest;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes connections on which no request comes to its end: a byte now and then keeps a connection from being idle, and
 * costs its client nothing.
 */
public final class SlowClients implements Handler<RoutingContext> {
    private final long patienceMillis;
    private final Clock clock;
    /** Connections on which nothing is answered, and since when. */
    private final Map<HttpConnection, Long> waiting = new HashMap<>();

    public SlowClients(long patienceMillis, Clock clock) {
        this.patienceMillis = patienceMillis;
        this.clock = clock;
    }

    /** To be told of each connection. */
    public void connected(HttpConnection connection) {
        waiting.put(connection, clock.millis());
        connection.closeHandler(closed -> waiting.remove(connection));
    }

    /** A request is there. What becomes a socket never waits again. */
    @Override
    public void handle(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        waiting.remove(connection);
        context.addEndHandler(ended -> {
            if (ended.succeeded()) {
                waiting.put(connection, clock.millis());
            }
        });
        context.next();
    }

    /** Closes what has waited too long; to be called now and then. */
    public void check() {
        long now = clock.millis();
        List<HttpConnection> late = new ArrayList<>();
        waiting.forEach((connection, since) -> {
            if (now - since >= patienceMillis) {
                late.add(connection);
            }
        });
        for (HttpConnection connection : late) {
            waiting.remove(connection);
            connection.close();
        }
    }

    int size() {
        return waiting.size();
    }
}
