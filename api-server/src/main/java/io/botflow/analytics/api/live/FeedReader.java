package io.botflow.analytics.api.live;

import io.botflow.analytics.api.realtime.RedisClient;
import io.botflow.analytics.schemas.RedisKeys;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the streams in which Redis holds each organization's newest frames. */
final class FeedReader {
    /** Frames of one read; the largest are some hundred kilobytes. */
    private static final int CHUNK = 100;

    private final RedisClient redis;

    FeedReader(RedisClient redis) {
        this.redis = redis;
    }

    /**
     * What follows an id in a stream.
     *
     * @param isHeld whether the stream has an entry of that id, so that nothing between is missing
     * @param isLast whether the stream had no more
     * @param position where to read on
     */
    record Chunk(boolean isHeld, List<FeedFrame> frames, boolean isLast, StreamId position) {}

    /** Reads what follows an id; everything from the beginning for {@link StreamId#ZERO}. */
    Future<Chunk> after(UUID organizationId, StreamId position) {
        boolean isBeginning = position.equals(StreamId.ZERO);
        Request read = Request.cmd(Command.XRANGE)
                .arg(RedisKeys.feed(organizationId))
                .arg(isBeginning ? "-" : position.toString())
                .arg("+")
                .arg("COUNT")
                .arg(CHUNK);
        return redis.send(List.of(read)).map(replies -> chunk(replies.get(0), position, isBeginning));
    }

    private static Chunk chunk(Response entries, StreamId position, boolean isBeginning) {
        boolean isHeld = isBeginning;
        StreamId last = position;
        List<FeedFrame> frames = new ArrayList<>();
        for (Response entry : entries) {
            String id = entry.get(0).toString();
            Optional<StreamId> entryId = StreamId.parse(id);
            if (entryId.isEmpty()) {
                continue;
            }
            if (entryId.get().equals(position)) {
                isHeld = true;
                continue;
            }
            last = entryId.get();
            frame(id, entry.get(1)).ifPresent(frames::add);
        }
        return new Chunk(isHeld, frames, entries.size() < CHUNK, last);
    }

    private static Optional<FeedFrame> frame(String id, Response fields) {
        String type = null;
        String data = null;
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String name = fields.get(i).toString();
            if (name.equals("type")) {
                type = fields.get(i + 1).toString();
            } else if (name.equals("data")) {
                data = fields.get(i + 1).toString();
            }
        }
        return type == null || data == null ? Optional.empty() : FeedFrame.ofEntry(id, type, data);
    }

    /** The id of the newest frame; {@link StreamId#ZERO} if there is none. */
    Future<StreamId> newest(UUID organizationId) {
        Request read = Request.cmd(Command.XREVRANGE)
                .arg(RedisKeys.feed(organizationId))
                .arg("+")
                .arg("-")
                .arg("COUNT")
                .arg(1);
        return redis.send(List.of(read)).map(replies -> {
            Response entries = replies.get(0);
            return entries.size() == 0
                    ? StreamId.ZERO
                    : StreamId.parse(entries.get(0).get(0).toString()).orElse(StreamId.ZERO);
        });
    }
}
