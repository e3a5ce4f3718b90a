package io.botflow.analytics.api.live;

import io.botflow.analytics.api.realtime.BotSelection;
import io.botflow.analytics.api.realtime.RealtimeSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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

    /** What all sockets got last. */
    private JsonObject given;
    /** What was read last. */
    private String text;

    private long readAt = Long.MIN_VALUE / 2;
    private boolean isReading;
    private boolean isScheduled;
    private boolean isChangedAgain;
    /** Done with the read that is under way for sockets that are about to join. */
    private Promise<Void> prepared;

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
        return sockets.isEmpty() && prepared == null;
    }

    /** Reads figures if there are no fresh ones, so that who joins then gets them at once. Does not fail. */
    Future<Void> prepare() {
        if (isFresh()) {
            return Future.succeededFuture();
        }
        if (prepared == null) {
            prepared = Promise.promise();
            read(false);
        }
        return prepared.future();
    }

    private boolean isFresh() {
        return text != null && clock.millis() - readAt < SECOND_MILLIS;
    }

    /** Gives a socket the newest figures now. */
    void give(Socket socket) {
        if (isFresh()) {
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
        if (isUnused()) {
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
            Promise<Void> joining = prepared;
            if (joining != null) {
                prepared = null;
                joining.complete();
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
        boolean isNews = given == null || (isAsOfNews ? !read.equals(given) : !isSame(read, given));
        text = ServerFrame.metricsUpdate(read);
        if (isNews) {
            given = read;
        }
        List.copyOf(isNews ? sockets : waiting).forEach(socket -> socket.figures(text, now));
        waiting.clear();
    }

    private static boolean isSame(JsonObject one, JsonObject other) {
        return one.copy().putNull(AS_OF).equals(other.copy().putNull(AS_OF));
    }
}
