package io.botflow.analytics.api.live;

import io.botflow.analytics.api.access.PhoneMask;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** A frame of an organization's feed, encoded once for all who get it. */
final class FeedFrame {
    private static final String PHONE = "customer_phone";

    private final StreamId id;
    private final UUID botId;
    private final JsonObject frame;
    private final String text;
    private String masked;

    private FeedFrame(StreamId id, UUID botId, JsonObject frame, String text) {
        this.id = id;
        this.botId = botId;
        this.frame = frame;
        this.text = text;
    }

    /** A frame as it was published; empty if it is none. */
    static Optional<FeedFrame> ofPublished(String text) {
        try {
            return of(new JsonObject(text), text);
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** A frame as the stream holds it; empty if it is none. */
    static Optional<FeedFrame> ofEntry(String id, String type, String data) {
        try {
            JsonObject frame = new JsonObject().put("type", type).put("id", id).put("data", new JsonObject(data));
            return of(frame, frame.encode());
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Optional<FeedFrame> of(JsonObject frame, String text) {
        String id = frame.getString("id");
        JsonObject data = frame.getJsonObject("data");
        if (id == null || data == null || frame.getString("type") == null || data.getString("bot_id") == null) {
            return Optional.empty();
        }
        UUID botId;
        try {
            botId = UUID.fromString(data.getString("bot_id"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return StreamId.parse(id).map(parsed -> new FeedFrame(parsed, botId, frame, text));
    }

    StreamId id() {
        return id;
    }

    UUID botId() {
        return botId;
    }

    String type() {
        return frame.getString("type");
    }

    /** The text for those who see phones, or for those who do not. */
    String text(boolean seesPhones) {
        if (seesPhones) {
            return text;
        }
        if (masked == null) {
            JsonObject data = frame.getJsonObject("data");
            Object phone = data.getValue(PHONE);
            masked = phone == null
                    ? text
                    : frame.copy()
                            .put("data", data.copy().put(PHONE, PhoneMask.mask(phone.toString())))
                            .encode();
        }
        return masked;
    }
}
