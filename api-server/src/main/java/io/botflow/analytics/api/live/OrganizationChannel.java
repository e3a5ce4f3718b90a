package io.botflow.analytics.api.live;

import io.botflow.analytics.api.access.AccessDeniedException;
import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.limit.RateLimit;
import io.botflow.analytics.api.realtime.BotSelection;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** One organization's sockets, and what they all get. Nothing of another organization ever comes here. */
final class OrganizationChannel {
    private static final int BURST = 2_000;
    private static final int MESSAGES_PER_SECOND = 500;
    private static final int USER_BURST = 500;
    private static final int USER_MESSAGES_PER_SECOND = 100;

    private final UUID organizationId;
    private final FeedReader feed;
    private final Function<BotSelection, MetricsView> newView;
    private final Clock clock;
    private final RateLimit inbound;
    private final Set<Socket> sockets = new LinkedHashSet<>();
    private final Map<UUID, User> users = new HashMap<>();
    private final Map<BotSelection, MetricsView> views = new HashMap<>();

    private Future<Void> ready = Future.succeededFuture();
    private StreamId newest = StreamId.ZERO;
    /** Frames that were missed are being read; what is published meanwhile is read with them. */
    private boolean isRepairing;

    private StreamId published = StreamId.ZERO;
    private long unusedSince;

    /** The sockets of one user. */
    private static final class User {
        private final Set<Socket> sockets = new LinkedHashSet<>();
        private final RateLimit inbound;
        private long askedAt;

        User(long now) {
            inbound = new RateLimit(USER_BURST, USER_MESSAGES_PER_SECOND, now);
            askedAt = now;
        }
    }

    OrganizationChannel(
            UUID organizationId, FeedReader feed, Function<BotSelection, MetricsView> newView, Clock clock) {
        long now = clock.millis();
        this.organizationId = organizationId;
        this.feed = feed;
        this.newView = newView;
        this.clock = clock;
        this.inbound = new RateLimit(BURST, MESSAGES_PER_SECOND, now);
        this.unusedSince = now;
    }

    UUID organizationId() {
        return organizationId;
    }

    /** The id of the newest frame that was published. */
    StreamId newest() {
        return newest;
    }

    /** Begins where the stream stands, once the organization's channels are subscribed to. */
    void begin(Future<Void> subscribed) {
        ready = subscribed.compose(done -> feed.newest(organizationId)).map(found -> {
            if (found.isAfter(newest)) {
                newest = found;
            }
            return null;
        });
    }

    /** Done when nothing that is published can be missed any more, and the figures to begin with are there. */
    Future<Void> ready() {
        return ready.compose(
                begun -> views.computeIfAbsent(BotSelection.ALL, newView).prepare());
    }

    int size() {
        return sockets.size();
    }

    int sizeOf(UUID userId) {
        User user = users.get(userId);
        return user == null ? 0 : user.sockets.size();
    }

    void join(Socket socket, long now) {
        sockets.add(socket);
        socket.opened(newest);
        users.computeIfAbsent(socket.identity().userId(), id -> new User(now))
                .sockets
                .add(socket);
        select(socket, BotSelection.ALL);
    }

    /** The client had time to ask for what it missed: gives what comes, after what came meanwhile. */
    void goLive(Socket socket) {
        if (!socket.awaitsResume()) {
            return;
        }
        if (newest.isAfter(socket.openedAt())) {
            replay(socket, Replay.sinceOpened(this, feed, socket, clock));
        } else {
            socket.goLive();
        }
    }

    /** Gives what followed an id, and then what comes. */
    void resume(Socket socket, StreamId from) {
        replay(socket, Replay.after(this, feed, socket, clock, from));
    }

    private static void replay(Socket socket, Replay replay) {
        socket.begin(replay);
        replay.readOn();
    }

    void leave(Socket socket, long now) {
        socket.release();
        if (!sockets.remove(socket)) {
            return;
        }
        User user = users.get(socket.identity().userId());
        user.sockets.remove(socket);
        if (user.sockets.isEmpty()) {
            users.remove(socket.identity().userId());
        }
        views.values().removeIf(MetricsView::isUnused);
        if (sockets.isEmpty()) {
            unusedSince = now;
        }
    }

    /** Turns a socket to other bots, unless it has left. */
    void select(Socket socket, BotSelection bots) {
        if (!sockets.contains(socket)) {
            return;
        }
        socket.select(bots, views.computeIfAbsent(bots, newView));
        views.values().removeIf(MetricsView::isUnused);
    }

    /** Whether a message of the socket may come, as far as its user and organization go. */
    boolean mayReceive(Socket socket, long now) {
        User user = users.get(socket.identity().userId());
        return user != null && user.inbound.take(now) && inbound.take(now);
    }

    boolean isUnusedFor(long millis, long now) {
        return sockets.isEmpty() && now - unusedSince >= millis;
    }

    void publish(FeedFrame frame, long now) {
        if (frame.id().isAfter(published)) {
            published = frame.id();
        }
        if (!isRepairing) {
            fanOut(frame, now);
        }
    }

    private void fanOut(FeedFrame frame, long now) {
        if (!frame.id().isAfter(newest)) {
            return;
        }
        newest = frame.id();
        for (Socket socket : sockets) {
            socket.publish(frame, now);
        }
    }

    void figuresChanged() {
        views.values().forEach(MetricsView::changed);
    }

    void pollFigures() {
        List.copyOf(views.values()).forEach(MetricsView::poll);
    }

    void gap(GapReason reason, long now) {
        sockets.forEach(socket -> socket.gap(reason, now));
    }

    /** After the subscription was lost: gives what was published meanwhile, or says that it is lost. */
    void repair(long now) {
        isRepairing = true;
        published = StreamId.ZERO;
        readMissed(now);
    }

    private void readMissed(long now) {
        feed.after(organizationId, newest).onComplete(read -> {
            if (read.failed()) {
                isRepairing = false;
                gap(GapReason.LOST_SOURCE, now);
            } else if (!read.result().isHeld()) {
                feed.newest(organizationId).onComplete(found -> {
                    newest = found.succeeded() && found.result().isAfter(newest) ? found.result() : newest;
                    isRepairing = false;
                    gap(GapReason.LOST_SOURCE, now);
                });
            } else {
                read.result().frames().forEach(frame -> fanOut(frame, now));
                if (read.result().isLast() && !published.isAfter(newest)) {
                    isRepairing = false;
                } else {
                    readMissed(now);
                }
            }
        });
    }

    /** To be called every second. */
    void check(Admission admission, Duration membershipCheck, long now) {
        List.copyOf(sockets).forEach(socket -> socket.check(now));
        for (User user : users.values()) {
            if (now - user.askedAt >= membershipCheck.toMillis()) {
                user.askedAt = now;
                ask(user, admission);
            }
        }
    }

    private static void ask(User user, Admission admission) {
        Socket one = user.sockets.iterator().next();
        admission
                .roleOf(one.identity())
                .onSuccess(role -> user.sockets.forEach(socket -> socket.setRole(role)))
                .onFailure(e -> {
                    if (e instanceof AccessDeniedException) {
                        List.copyOf(user.sockets).forEach(socket -> socket.close(CloseCode.NOT_A_MEMBER));
                    }
                });
    }

    Future<Void> close(CloseCode code) {
        return Future.join(List.copyOf(sockets).stream()
                        .map(socket -> socket.close(code))
                        .toList())
                .mapEmpty();
    }
}
