package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What people read of schemas. */
final class SchemaText {
    private static final String TYPE = "type";
    private static final String ITEMS = "items";
    private static final String PROPERTIES = "properties";

    private final Document document;

    SchemaText(Document document) {
        this.document = document;
    }

    /**
     * A member of an object, or of an object within it.
     *
     * @param path its name behind the names of those that hold it
     */
    record Member(String path, String type, String meaning, boolean isRequired) {}

    /** All members, those of inner objects behind them. */
    List<Member> members(JsonNode schema) {
        List<Member> members = new ArrayList<>();
        collect("", document.resolved(schema), members);
        return members;
    }

    private void collect(String path, JsonNode schema, List<Member> members) {
        if (schema.has(ITEMS)) {
            collect(path + "[]", document.resolved(schema.path(ITEMS)), members);
            return;
        }
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path(PROPERTIES).properties()) {
            JsonNode member = document.resolved(property.getValue());
            String name = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            String meaning = member.path("description").asText();
            members.add(new Member(name, type(member), meaning, required.contains(property.getKey())));
            collect(name, member, members);
        }
    }

    /** Type, form, bounds and values. */
    String type(JsonNode schema) {
        if (schema.has("const")) {
            return '"' + schema.path("const").asText() + '"';
        }
        StringBuilder text = new StringBuilder();
        JsonNode type = schema.path(TYPE);
        if (type.isArray()) {
            List<String> types = new ArrayList<>();
            type.forEach(one -> types.add(one.asText()));
            text.append(String.join(" or ", types));
        } else {
            text.append(type.asText());
        }
        if (schema.has("format")) {
            text.append(", ").append(schema.path("format").asText());
        }
        if (schema.path(ITEMS).has(TYPE)) {
            text.append(" of ").append(type(schema.path(ITEMS)));
        }
        if (schema.has("enum")) {
            List<String> values = new ArrayList<>();
            schema.path("enum").forEach(value -> values.add(value.asText()));
            text.append(": ").append(String.join(", ", values));
        }
        range(text, schema, "minimum", "maximum", "");
        range(text, schema, "minLength", "maxLength", " characters");
        range(text, schema, "minItems", "maxItems", " in all");
        if (schema.has("default")) {
            text.append("; default ").append(schema.path("default").asText());
        }
        return text.toString();
    }

    private static void range(StringBuilder text, JsonNode schema, String least, String most, String unit) {
        boolean hasLeast = schema.has(least);
        if (schema.has(most)) {
            String from = hasLeast && !schema.path(least).equals(schema.path(most))
                    ? schema.path(least).asText() + " to "
                    : hasLeast ? "" : "at most ";
            text.append(", ").append(from).append(schema.path(most).asText()).append(unit);
        } else if (hasLeast && schema.path(least).asInt() > 0) {
            text.append(", at least ").append(schema.path(least).asText()).append(unit);
        }
    }
}
