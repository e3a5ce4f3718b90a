package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A description in which one place refers to another. */
record Document(JsonNode root) {
    private static final String REFERENCE = "$ref";
    private static final String DESCRIPTION = "description";

    /** The node itself, or the one that it refers to, with what the reference says about it. */
    JsonNode resolved(JsonNode node) {
        if (!node.has(REFERENCE)) {
            return node;
        }
        JsonNode found = resolved(root.at(node.path(REFERENCE).asText().substring(1)));
        if (node.has(DESCRIPTION) && found instanceof ObjectNode object) {
            return object.deepCopy().set(DESCRIPTION, node.path(DESCRIPTION));
        }
        return found;
    }

    /** All nodes of an array. */
    List<JsonNode> all(JsonNode nodes) {
        List<JsonNode> all = new ArrayList<>();
        nodes.forEach(node -> all.add(resolved(node)));
        return all;
    }

    /** The last part of what a node refers to; empty if it does not. */
    static String nameOfReference(JsonNode node) {
        String reference = node.path(REFERENCE).asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
