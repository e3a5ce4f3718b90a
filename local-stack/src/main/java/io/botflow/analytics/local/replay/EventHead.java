package io.botflow.analytics.local.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a replay needs to know of a line; a line that is not a JSON object has nothing of it.
 *
 * @param time where the line's time is, null when it names none
 */
record EventHead(String eventType, String organizationId, String botId, String conversationId, Place time) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final EventHead UNREADABLE = new EventHead(null, null, null, null, null);
    private static final Set<String> OF_ORGANIZATION = Set.of("api_called", "webhook_received");
    private static final String UUID_SHAPE = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

    /**
     * A string in a line.
     *
     * @param from index of its first quotation mark
     * @param to index behind its last one
     */
    record Place(String text, int from, int to) {}

    static EventHead of(byte[] line) {
        try (JsonParser parser = JSON.createParser(line)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser) : UNREADABLE;
        } catch (IOException notJson) {
            return UNREADABLE;
        }
    }

    private static EventHead read(JsonParser parser) throws IOException {
        String eventType = null;
        String organizationId = null;
        String botId = null;
        String conversationId = null;
        Place time = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            // Of a repeated field the last counts.
            switch (field) {
                case "event_type" -> eventType = text(parser);
                case "organization_id" -> organizationId = text(parser);
                case "bot_id" -> botId = text(parser);
                case "conversation_id" -> conversationId = text(parser);
                case "occurred_at" -> time = place(parser);
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            return UNREADABLE;
        }
        return new EventHead(eventType, organizationId, botId, conversationId, time);
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static Place place(JsonParser parser) throws IOException {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        String text = text(parser);
        return text == null
                ? null
                : new Place(text, from, (int) parser.currentLocation().getByteOffset());
    }

    /** The record's key: the conversation, else the organization, else null. */
    String key() {
        boolean ofOrganization = eventType != null && OF_ORGANIZATION.contains(eventType);
        String key = ofOrganization || conversationId == null ? organizationId : conversationId;
        return key != null && isUuid(key) ? key.toLowerCase(Locale.ROOT) : key;
    }

    /** The organization, when it is one. */
    Optional<UUID> organization() {
        return uuid(organizationId);
    }

    /** The bot, when it is one. */
    Optional<UUID> bot() {
        return uuid(botId);
    }

    private static Optional<UUID> uuid(String text) {
        return text != null && isUuid(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    /** By hand: this is asked several times per line, and a pattern takes longer than all the rest of the reading. */
    private static boolean isUuid(String text) {
        if (text.length() != UUID_SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = UUID_SHAPE.charAt(i) == '-' ? c == '-' : c < 128 && Character.digit(c, 16) >= 0;
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
