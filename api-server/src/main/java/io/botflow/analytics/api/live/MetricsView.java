package io.botflow.analytics.api.live;

import io.botflow.analytics.api.realtime.BotSelection;
import io.botflow.analytics.api.realtime.RealtimeSource;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of some of an organization's bots, read and encoded once for all sockets that look at the same: at most
 * every second, and only what has changed.
 */
final class MetricsView {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsView.class);
    private static final long SECOND_MILLIS = 1_000;
    private static final String AS_OF = "as_of";

    private final Vertx vertx;
    private final RealtimeSource source;
    private final Clock clock;
    private final UUID organizationId;
    private final BotSelection selection;
    private final Set<Socket> sockets = new HashSet<>();
    /** Those who have not got any figures yet. */
    private final Set<Socket> waiting = new HashSet<>();

    private JsonObject figures;
    private String text;
    private long readAt = Long.MIN_VALUE / 2;
    private boolean isReading;
    private boolean isScheduled;
    private boolean isChangedAgain;

    MetricsView(Vertx vertx, RealtimeSource source, Clock clock, UUID organizationId, BotSelection selection) {
        this.vertx = vertx;
        this.source = source;
        this.clock = clock;
        this.organizationId = organizationId;
        this.selection = selection;
    }

    void join(Socket socket) {
        sockets.add(socket);
        give(socket);
    }

    void leave(Socket socket) {
        sockets.remove(socket);
        waiting.remove(socket);
    }

    boolean isUnused() {
        return sockets.isEmpty();
    }

    /** Gives a socket the newest figures now. */
    void give(Socket socket) {
        if (text != null && clock.millis() - readAt < SECOND_MILLIS) {
            socket.figures(text, clock.millis());
        } else {
            waiting.add(socket);
            read(false);
        }
    }

    /** The figures were written anew. */
    void changed() {
        long wait = readAt + SECOND_MILLIS - clock.millis();
        if (wait <= 0) {
            read(false);
        } else if (!isScheduled) {
            isScheduled = true;
            vertx.setTimer(wait, waited -> {
                isScheduled = false;
                read(false);
            });
        }
    }

    /** Looks whether there are other figures, or only a later {@code as_of}, which is news too from time to time. */
    void poll() {
        read(true);
    }

    private void read(boolean isAsOfNews) {
        if (isReading) {
            isChangedAgain = true;
            return;
        }
        if (sockets.isEmpty()) {
            return;
        }
        isReading = true;
        source.figures(organizationId, selection).onComplete(read -> {
            isReading = false;
            if (read.succeeded()) {
                take(read.result(), isAsOfNews);
            } else {
                LOG.debug("no figures of {}", organizationId, read.cause());
            }
            if (isChangedAgain) {
                isChangedAgain = false;
                changed();
            }
        });
    }

    private void take(JsonObject read, boolean isAsOfNews) {
        long now = clock.millis();
        readAt = now;
        boolean isNews = figures == null || (isAsOfNews ? !read.equals(figures) : !isSame(read, figures));
        if (isNews || text == null) {
            figures = read;
            text = ServerFrame.metricsUpdate(read);
            List.copyOf(sockets).forEach(socket -> socket.figures(text, now));
        } else {
            String current = ServerFrame.metricsUpdate(read);
            List.copyOf(waiting).forEach(socket -> socket.figures(current, now));
        }
        waiting.clear();
    }

    private static boolean isSame(JsonObject one, JsonObject other) {
        return one.copy().putNull(AS_OF).equals(other.copy().putNull(AS_OF));
    }
}
