package io.botflow.analytics.local.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * What a client of the load needs of a frame.
 *
 * @param type the frame's type, empty if it has none
 * @param text what was said last: the answer if there is one, else the question; null if nothing
 */
record FrameText(String type, String text) {
    private static final JsonFactory JSON = new JsonFactory();

    static FrameText of(String frame) throws IOException {
        String type = "";
        String question = null;
        String answer = null;
        try (JsonParser json = JSON.createParser(frame)) {
            while (json.nextToken() != null) {
                if (json.currentToken() != JsonToken.FIELD_NAME) {
                    continue;
                }
                String name = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_STRING) {
                    continue;
                }
                switch (name) {
                    case "type" -> type = isOfFrame(json) ? json.getText() : type;
                    case "message" -> question = json.getText();
                    case "bot_response" -> answer = json.getText();
                    default -> {
                        // Of no interest here.
                    }
                }
            }
        }
        return new FrameText(type, answer == null ? question : answer);
    }

    /** Not of the data: a problem has a type too. */
    private static boolean isOfFrame(JsonParser json) {
        return json.getParsingContext().getParent().inRoot();
    }

    /**
     * The number of the frame within its organization, -1 if another run has caused it.
     *
     * @param prefix what the run's texts begin with
     */
    int sequence(String prefix) {
        if (text == null || !text.startsWith(prefix)) {
            return -1;
        }
        int begin = prefix.length();
        return Integer.parseInt(text, begin, text.indexOf(LoadEvents.SEPARATOR, begin), 10);
    }
}
