package io.botflow.analytics.local.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.botflow.analytics.schemas.event.EventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** Writes events as bots do: one JSON object each. */
final class EventWriter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 512;

    private EventWriter() {}

    /** An event of an organization. */
    static SimulatedEvent ofOrganization(UUID eventId, EventType type, Instant at, UUID organizationId) {
        return new SimulatedEvent(
                at, organizationId.toString(), write(json -> common(json, eventId, type, at, organizationId)));
    }

    /** An event of a conversation, with the fields of its type. */
    static SimulatedEvent ofConversation(
            UUID eventId, EventType type, Instant at, Conversation conversation, Fields fields) {
        return new SimulatedEvent(at, conversation.id().toString(), write(json -> {
            common(json, eventId, type, at, conversation.profile().bot().organizationId());
            json.writeStringField("bot_id", conversation.profile().bot().id().toString());
            json.writeStringField("conversation_id", conversation.id().toString());
            json.writeStringField("customer_phone", conversation.customerPhone());
            fields.write(json);
        }));
    }

    private static void common(JsonGenerator json, UUID eventId, EventType type, Instant at, UUID organizationId)
            throws IOException {
        json.writeStringField("event_id", eventId.toString());
        json.writeStringField("event_type", type.name().toLowerCase(Locale.ROOT));
        json.writeStringField("occurred_at", at.toString());
        json.writeStringField("organization_id", organizationId.toString());
    }

    private static byte[] write(Fields fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Some fields of an object. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
