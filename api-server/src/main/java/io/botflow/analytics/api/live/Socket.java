package io.botflow.analytics.api.live;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.access.Identity;
import io.botflow.analytics.api.access.Role;
import io.botflow.analytics.api.limit.RateLimit;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.realtime.BotSelection;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/**
 * A client's connection. It never queues more than a bound: while the client does not read, frames are dropped, and a
 * {@code gap} and the newest figures follow when it reads again.
 */
final class Socket {
    private static final int QUEUE_BYTES = 128 * 1024;
    private static final long PING_MILLIS = 20_000;
    /** Without a sign of life so long after a ping was due, or without reading, a client is taken for gone. */
    private static final long PATIENCE_MILLIS = 30_000;

    private static final long NOT_FULL = 0;
    private static final int BURST = 50;
    private static final int MESSAGES_PER_SECOND = 10;

    private final ServerWebSocket wire;
    private final HubMetrics metrics;
    private final RateLimit inbound;
    private Identity identity;
    private Role role;
    private long expiresAt;
    private BotSelection selection = BotSelection.ALL;
    private MetricsView view;
    private Replay replay;
    /** Frames up to this one were replayed. */
    private StreamId replayedUntil = StreamId.ZERO;

    /** The newest frame when the socket was opened. */
    private StreamId openedAt = StreamId.ZERO;
    /** Nothing is given yet: the client may first want what it missed. */
    private boolean awaitsResume = true;
    /** Every frame since then was given. */
    private boolean isComplete = true;

    private boolean lacksFrames;
    private boolean lacksFigures;
    private boolean isClosing;
    private long fullSince = NOT_FULL;
    private long heardAt;
    private long pingedAt;

    Socket(ServerWebSocket wire, Caller caller, HubMetrics metrics, long now) {
        this.wire = wire;
        this.metrics = metrics;
        this.inbound = new RateLimit(BURST, MESSAGES_PER_SECOND, now);
        this.heardAt = now;
        this.pingedAt = now;
        wire.setWriteQueueMaxSize(QUEUE_BYTES);
        admit(caller);
    }

    /** Takes a new token of the same user. */
    void admit(Caller caller) {
        identity = caller.identity();
        role = caller.role();
        expiresAt = identity.expiresAt().toEpochMilli();
    }

    Identity identity() {
        return identity;
    }

    void setRole(Role role) {
        this.role = role;
    }

    BotSelection selection() {
        return selection;
    }

    /** Turns to other bots, whose figures it gets from the view. */
    void select(BotSelection bots, MetricsView figures) {
        if (view != null) {
            view.leave(this);
        }
        selection = bots;
        view = figures;
        view.join(this);
    }

    /** Lets go of what the socket takes part in. */
    void release() {
        isClosing = true;
        replay = null;
        if (view != null) {
            view.leave(this);
        }
    }

    /** Whether a message may come now. */
    boolean mayReceive(long now) {
        return inbound.take(now);
    }

    /** The client gave a sign of life. */
    void heard(long now) {
        heardAt = now;
    }

    /** Gives the client a frame that was just published, unless a replay will. */
    void publish(FeedFrame frame, long now) {
        if (isClosing || awaitsResume || replay != null) {
            return;
        }
        if (!frame.id().isAfter(replayedUntil) || !selection.contains(frame.botId())) {
            return;
        }
        if (now >= expiresAt) {
            close(CloseCode.TOKEN_EXPIRED);
        } else if (isFull(now)) {
            lacksFrames = true;
            isComplete = false;
            metrics.dropped();
        } else {
            if (lacksFrames) {
                catchUp(now);
            }
            write(frame.type(), frame.text(role.seesPhones()), now);
        }
    }

    /** Gives the client a frame that was published before; false if the next has to wait. */
    boolean replay(FeedFrame frame, long now) {
        if (!isClosing && selection.contains(frame.botId())) {
            write(frame.type(), frame.text(role.seesPhones()), now);
        }
        return !isFull(now);
    }

    /** Gives the client figures; only the newest, if it does not read. */
    void figures(String text, long now) {
        if (isClosing) {
            return;
        }
        if (now >= expiresAt) {
            close(CloseCode.TOKEN_EXPIRED);
        } else if (isFull(now)) {
            lacksFigures = true;
        } else {
            write(ServerFrame.METRICS_UPDATE, text, now);
        }
    }

    /** Tells the client that frames are lost to it. */
    void gap(GapReason reason, long now) {
        metrics.gap(reason);
        isComplete = false;
        if (isFull(now)) {
            lacksFrames = true;
        } else if (!isClosing) {
            write(ServerFrame.GAP, ServerFrame.gap(reason), now);
        }
    }

    void error(Problem problem, long now) {
        answer(ServerFrame.ERROR, ServerFrame.error(problem), now);
    }

    void pong(long now) {
        answer(ServerFrame.PONG, ServerFrame.pong(), now);
    }

    private void answer(String type, String text, long now) {
        if (!isClosing && !isFull(now)) {
            write(type, text, now);
        }
    }

    private void write(String type, String text, long now) {
        if (wire.isClosed()) {
            return;
        }
        wire.writeTextMessage(text);
        metrics.sent(type);
        isFull(now);
    }

    private boolean isFull(long now) {
        if (wire.isClosed()) {
            // By the client, which the hub hears of later: nothing more can be written, nor asked of the queue.
            return true;
        }
        if (!wire.writeQueueFull()) {
            fullSince = NOT_FULL;
        } else if (fullSince == NOT_FULL) {
            fullSince = now;
        }
        return fullSince != NOT_FULL;
    }

    /** Makes up for what was held back while the client did not read, if it reads again. */
    void catchUp(long now) {
        if (isClosing || isFull(now)) {
            return;
        }
        if (lacksFrames) {
            lacksFrames = false;
            gap(GapReason.SLOW_CLIENT, now);
        }
        if (lacksFigures && view != null) {
            lacksFigures = false;
            view.give(this);
        }
        if (replay != null) {
            replay.readOn();
        }
    }

    /** The socket is open, and was not given any frame yet. */
    void opened(StreamId newest) {
        openedAt = newest;
    }

    StreamId openedAt() {
        return openedAt;
    }

    boolean awaitsResume() {
        return awaitsResume && !isClosing;
    }

    /** What is published is given as it comes, or after the replay that begins. */
    void goLive() {
        awaitsResume = false;
    }

    void begin(Replay started) {
        awaitsResume = false;
        isComplete &= !started.isAskedFor();
        replay = started;
    }

    /** The last frame up to which it was given all since it was opened; {@link StreamId#ZERO} if some are missing. */
    StreamId givenUntil(OrganizationChannel channel) {
        if (!isComplete || awaitsResume) {
            return StreamId.ZERO;
        }
        return replay == null ? channel.newest() : replay.position();
    }

    boolean isIn(Replay one) {
        return replay == one;
    }

    boolean isResuming() {
        return replay != null && replay.isAskedFor();
    }

    /** What is published after this frame is given as it comes. */
    void endReplay(StreamId position) {
        replay = null;
        replayedUntil = position;
    }

    /** To be called every second: pings, and closes what has expired or does not answer. */
    void check(long now) {
        if (isClosing) {
            return;
        }
        if (now >= expiresAt) {
            close(CloseCode.TOKEN_EXPIRED);
        } else if (isFull(now) && now - fullSince >= PATIENCE_MILLIS) {
            close(CloseCode.NOT_READING);
        } else if (now - heardAt >= PING_MILLIS + PATIENCE_MILLIS) {
            close(CloseCode.NOT_READING);
        } else if (lacksFrames || lacksFigures || replay != null) {
            catchUp(now);
        } else if (now - pingedAt >= PING_MILLIS && !isFull(now)) {
            pingedAt = now;
            if (!wire.isClosed()) {
                wire.writePing(Buffer.buffer());
            }
        }
    }

    Future<Void> close(CloseCode code) {
        if (isClosing || wire.isClosed()) {
            return Future.succeededFuture();
        }
        isClosing = true;
        metrics.closed(code);
        // Not a shutdown, which writes later: after a failure the connection is cut as soon as this returns.
        return wire.close(code.code(), code.reason());
    }
}
