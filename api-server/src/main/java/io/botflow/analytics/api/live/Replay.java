package io.botflow.analytics.api.live;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a socket what followed an id, from the stream, as fast as the client reads; then the socket goes on with what is
 * published. In between nothing is lost or repeated: a frame is in the stream before it is published, so the replay is
 * over when it has come as far as the newest published frame.
 */
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final OrganizationChannel channel;
    private final FeedReader feed;
    private final Socket socket;
    private final Clock clock;
    private final boolean isAskedFor;
    /** Frames after this one, up to the other, were given already. */
    private final StreamId givenAfter;

    private final StreamId givenUntil;
    private StreamId position;
    private boolean isReading;

    private Replay(
            OrganizationChannel channel,
            FeedReader feed,
            Socket socket,
            Clock clock,
            StreamId from,
            boolean isAskedFor,
            StreamId givenUntil) {
        this.channel = channel;
        this.feed = feed;
        this.socket = socket;
        this.clock = clock;
        this.position = from;
        this.isAskedFor = isAskedFor;
        this.givenAfter = socket.openedAt();
        this.givenUntil = givenUntil;
    }

    /** What was published while the server waited for the client to ask. */
    static Replay sinceOpened(OrganizationChannel channel, FeedReader feed, Socket socket, Clock clock) {
        return new Replay(channel, feed, socket, clock, socket.openedAt(), false, StreamId.ZERO);
    }

    /**
     * What followed an id that the client names. What it was given on this connection already comes again only if it
     * asks for all that is held, or for what followed a frame of this connection.
     */
    static Replay after(OrganizationChannel channel, FeedReader feed, Socket socket, Clock clock, StreamId from) {
        boolean isAll = from.equals(StreamId.ZERO);
        StreamId givenUntil = isAll || from.isAfter(socket.openedAt()) ? StreamId.ZERO : socket.givenUntil(channel);
        return new Replay(channel, feed, socket, clock, from, true, givenUntil);
    }

    boolean isAskedFor() {
        return isAskedFor;
    }

    StreamId position() {
        return position;
    }

    /** Reads on, unless that is under way or the socket has turned to something else. */
    void readOn() {
        if (isReading || !socket.isIn(this)) {
            return;
        }
        isReading = true;
        StreamId newestBefore = channel.newest();
        feed.after(channel.organizationId(), position).onComplete(read -> {
            isReading = false;
            if (!socket.isIn(this)) {
                return;
            }
            if (read.failed()) {
                LOG.warn("the feed of {} cannot be read", channel.organizationId(), read.cause());
                giveUp(GapReason.LOST_SOURCE);
            } else if (!read.result().isHeld()) {
                giveUp(GapReason.UNKNOWN_ID);
            } else {
                give(read.result(), newestBefore);
            }
        });
    }

    private void give(FeedReader.Chunk chunk, StreamId newestBefore) {
        long now = clock.millis();
        boolean mayReadOn = true;
        for (FeedFrame frame : chunk.frames()) {
            if (!frame.id().isAfter(givenAfter) || frame.id().isAfter(givenUntil)) {
                mayReadOn = socket.replay(frame, now);
            }
        }
        boolean hasMoved = chunk.position().isAfter(position);
        position = chunk.position();
        if (!mayReadOn) {
            // Read on when the client has room again; till then no published frame may find it full and be dropped.
            return;
        }
        if (chunk.isLast() && !channel.newest().isAfter(position)) {
            socket.endReplay(position);
        } else if (chunk.isLast() && !hasMoved && newestBefore.isAfter(position)) {
            // What was published last is in the stream no more.
            giveUp(GapReason.LOST_SOURCE);
        } else {
            readOn();
        }
    }

    private void giveUp(GapReason reason) {
        socket.endReplay(channel.newest());
        socket.gap(reason, clock.millis());
    }
}
