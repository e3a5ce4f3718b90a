package io.botflow.analytics.jobs.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.UUID;

/** The frames of the feed; every field is always there, null where it has no value. */
final class Frames {
    private static final String NEW_MESSAGE = "new_message";
    private static final String CONVERSATION_STATUS = "conversation_status";
    private static final JsonFactory JSON = new JsonFactory();

    private Frames() {}

    /** @param cause the message that the frame is sent for */
    static RedisWrite.Frame message(BotEvent cause, Dialogue.Exchange exchange, Status status) {
        return frame(cause.organizationId(), NEW_MESSAGE, json -> {
            json.writeStringField("id", exchange.id().toString());
            json.writeStringField("conversation_id", cause.conversationId().toString());
            json.writeStringField("bot_id", cause.botId().toString());
            json.writeStringField("customer_phone", cause.customerPhone());
            json.writeStringField("message", exchange.question());
            json.writeStringField("bot_response", exchange.answer());
            json.writeStringField("timestamp", UtcTime.text(exchange.timestamp()));
            json.writeStringField("asked_at", exchange.askedAt() == null ? null : UtcTime.text(exchange.askedAt()));
            json.writeStringField("status", status.wireName());
        });
    }

    /** @param at milliseconds since the epoch */
    static RedisWrite.Frame status(UUID organizationId, UUID conversationId, UUID botId, Status status, long at) {
        return frame(organizationId, CONVERSATION_STATUS, json -> {
            json.writeStringField("conversation_id", conversationId.toString());
            json.writeStringField("bot_id", botId.toString());
            json.writeStringField("status", status.wireName());
            json.writeStringField("timestamp", UtcTime.text(at));
        });
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static RedisWrite.Frame frame(UUID organizationId, String type, Fields fields) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("text could not be written to memory", e);
        }
        return new RedisWrite.Frame(organizationId, type, text.toString());
    }
}
