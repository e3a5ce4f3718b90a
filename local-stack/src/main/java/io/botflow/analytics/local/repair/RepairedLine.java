package io.botflow.analytics.local.repair;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a line of a file of repaired records stands for: the record itself, or an exported line with the record in it. */
final class RepairedLine {
    static final String VALUE = "value";
    private static final String EVENT_TYPE = "event_type";

    private RepairedLine() {}

    /** The record's bytes: of an exported line those of its {@code value}, else the line's own. */
    static byte[] record(byte[] line, JsonFactory json) {
        String value = null;
        try (JsonParser parser = json.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return line;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals(EVENT_TYPE)) {
                    return line;
                }
                if (field.equals(VALUE) && token == JsonToken.VALUE_STRING) {
                    value = parser.getText();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException notJson) {
            return line;
        }
        return value == null ? line : value.getBytes(StandardCharsets.UTF_8);
    }
}
