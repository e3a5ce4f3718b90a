package io.botflow.analytics.schemas.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.LoaderOptions;

/** A description as the tests read it. */
record ContractDocument(JsonNode root) {
    private static final String REFERENCE = "$ref";

    static ContractDocument openApi() {
        return load("/openapi.yaml");
    }

    static ContractDocument asyncApi() {
        return load("/asyncapi.yaml");
    }

    private static ContractDocument load(String resource) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        YAMLMapper yaml =
                new YAMLMapper(YAMLFactory.builder().loaderOptions(strict).build());
        try (InputStream in = ContractDocument.class.getResourceAsStream(resource)) {
            return new ContractDocument(yaml.readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " is not YAML", e);
        }
    }

    /** The node itself, or the one that it refers to. */
    JsonNode resolved(JsonNode node) {
        JsonNode found = node;
        while (found.has(REFERENCE)) {
            found = at(found.path(REFERENCE).asText());
        }
        return found;
    }

    /** Missing if nothing is there. */
    JsonNode at(String reference) {
        return root.at(reference.substring(1));
    }

    List<String> references() {
        List<String> references = new ArrayList<>();
        walk(root, "", (path, node) -> {
            if (node.path(REFERENCE).isTextual()) {
                references.add(node.path(REFERENCE).asText());
            }
        });
        return references;
    }

    /** Calls for a node and all below it, with their paths. */
    static void walk(JsonNode node, String path, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(path, node);
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            walk(property.getValue(), path + "/" + property.getKey(), visitor);
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            walk(node.get(i), path + "/" + i, visitor);
        }
    }

    /** The names of the faults of a value; none if the schema lets it through and knows every member of it. */
    List<String> faults(JsonNode schema, JsonNode value) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("components", root.path("components").deepCopy());
        document.set("schema", schema.deepCopy());
        document.put(REFERENCE, "#/schema");
        close(document);
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        JsonSchema validator =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(document, config);
        return validator.validate(value).stream().map(Object::toString).toList();
    }

    /** So that an example shows nothing that its schema does not tell of. */
    private static void close(JsonNode document) {
        walk(document, "", (path, node) -> {
            if (node instanceof ObjectNode schema && schema.path("properties").isObject()) {
                schema.put("additionalProperties", false);
            }
        });
    }

    /** Names of all schemas, sorted. */
    TreeSet<String> schemaNames() {
        TreeSet<String> names = new TreeSet<>();
        root.at("/components/schemas").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
