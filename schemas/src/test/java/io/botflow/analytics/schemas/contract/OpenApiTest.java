package io.botflow.analytics.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the REST API is well formed, and says of itself what is so. */
class OpenApiTest {
    /** What the server checks of a parameter; another keyword would promise more than it does. */
    private static final Set<String> RULES = Set.of(
            "type", "enum", "format", "minimum", "maximum", "minLength", "maxLength", "items", "maxItems", "default");

    private static final Set<String> FORMATS = Set.of("uuid", "date", "date-time");
    private static final Set<String> TYPES = Set.of("string", "integer", "array");
    private static final Set<String> OF_ALL = Set.of("200", "400", "413", "500");
    private static final Set<String> OF_DATA = Set.of("401", "403", "429", "503");
    private static final Pattern IN_PATH = Pattern.compile("\\{([^}]+)}");

    private static final ContractDocument DOCUMENT = ContractDocument.openApi();

    /**
     * An operation.
     *
     * @param path its path template
     */
    private record Operation(String path, JsonNode node) {
        String id() {
            return node.path("operationId").asText();
        }

        boolean isPublic() {
            return node.path("security").isArray() && node.path("security").isEmpty();
        }

        List<JsonNode> parameters() {
            List<JsonNode> parameters = new ArrayList<>();
            node.path("parameters").forEach(parameter -> parameters.add(DOCUMENT.resolved(parameter)));
            return parameters;
        }

        @Override
        public String toString() {
            return path;
        }
    }

    static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.root()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(path.getKey(), method.getValue()))));
        return operations;
    }

    static List<Map.Entry<String, JsonNode>> withExamples() {
        List<Map.Entry<String, JsonNode>> nodes = new ArrayList<>();
        ContractDocument.walk(DOCUMENT.root(), "", (path, node) -> {
            if (node.has("example") && node.has("schema")) {
                nodes.add(Map.entry(path, node));
            }
        });
        return nodes;
    }

    @Test
    void isOfVersion31() {
        assertThat(DOCUMENT.root().path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(operations()).hasSize(21);
    }

    @Test
    void resolvesEveryReference() {
        assertThat(DOCUMENT.references())
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(DOCUMENT.at(reference).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void usesEveryComponent() {
        Set<String> used = new TreeSet<>(DOCUMENT.references());
        DOCUMENT.root().path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                name -> assertThat(used).contains("#/components/" + kind.getKey() + "/" + name)));
    }

    @ParameterizedTest
    @MethodSource("withExamples")
    void hasValidExamples(Map.Entry<String, JsonNode> node) {
        assertThat(DOCUMENT.faults(
                        node.getValue().path("schema"), node.getValue().path("example")))
                .as(node.getKey())
                .isEmpty();
    }

    @Test
    void showsAnExampleOfEveryAnswerAndParameter() {
        ContractDocument.walk(DOCUMENT.root(), "", (path, node) -> {
            if (node.has("schema")) {
                assertThat(node.has("example")).as(path).isTrue();
            }
        });
    }

    @Test
    void hasIdsThatAreUnique() {
        assertThat(operations())
                .extracting(Operation::id)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void tellsOfEveryOperation(Operation operation) {
        assertThat(DOCUMENT.root().path("paths").path(operation.path()).fieldNames())
                .toIterable()
                .containsExactly("get");
        assertThat(operation.node().path("summary").asText()).isNotBlank();
        assertThat(operation.node().path("description").asText()).isNotBlank();
        assertThat(DOCUMENT.root().path("tags").findValuesAsText("name"))
                .contains(operation.node().path("tags").path(0).asText());
        Set<String> statuses = new TreeSet<>();
        operation.node().path("responses").fieldNames().forEachRemaining(statuses::add);
        assertThat(statuses).containsAll(OF_ALL);
        if (operation.isPublic()) {
            assertThat(operation.path()).isIn("/openapi.json", "/asyncapi.json", "/docs");
            assertThat(statuses).doesNotContainAnyElementsOf(OF_DATA);
        } else {
            assertThat(statuses).containsAll(OF_DATA);
        }
        boolean namesSomething =
                operation.parameters().stream().anyMatch(one -> isOneOf(one, "bot_id", "conversation_id"));
        assertThat(statuses.contains("404")).isEqualTo(namesSomething);
    }

    private static boolean isOneOf(JsonNode parameter, String... names) {
        return List.of(names).contains(parameter.path("name").asText());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void namesEveryPartOfThePath(Operation operation) {
        List<String> inPath = new ArrayList<>();
        Matcher matcher = IN_PATH.matcher(operation.path());
        while (matcher.find()) {
            inPath.add(matcher.group(1));
        }

        assertThat(operation.parameters().stream()
                        .filter(parameter -> parameter.path("in").asText().equals("path"))
                        .map(parameter -> parameter.path("name").asText()))
                .containsExactlyElementsOf(inPath);
        assertThat(operation.parameters()).extracting(one -> one.path("name")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void promisesOnlyWhatTheServerChecks(Operation operation) {
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            JsonNode schema = parameter.path("schema");
            boolean isArray = schema.path("type").asText().equals("array");
            assertThat(parameter.path("description").asText()).as(name).isNotBlank();
            assertThat(parameter.path("in").asText()).as(name).isIn("path", "query");
            assertThat(parameter.path("style").asText()).as(name).isEqualTo(isArray ? "form" : "");
            assertThat(parameter.path("explode").asBoolean()).as(name).isEqualTo(isArray);
            assertRules(name, schema);
            if (isArray) {
                assertThat(schema.path("maxItems").asInt()).as(name).isEqualTo(100);
                assertRules(name, schema.path("items"));
                assertThat(schema.path("items").path("type").asText()).as(name).isNotEqualTo("array");
            }
        }
    }

    private static void assertRules(String name, JsonNode schema) {
        assertThat(schema.fieldNames()).toIterable().as(name).isSubsetOf(RULES);
        assertThat(schema.path("type").asText()).as(name).isIn(TYPES);
        if (schema.has("format")) {
            assertThat(schema.path("format").asText()).as(name).isIn(FORMATS);
        }
        if (schema.path("type").asText().equals("integer")) {
            assertThat(schema.has("minimum") && schema.has("maximum")).as(name).isTrue();
        }
        boolean isFreeText = schema.path("type").asText().equals("string")
                && Stream.of("enum", "format").noneMatch(schema::has);
        assertThat(schema.has("minLength") && schema.has("maxLength")).as(name).isEqualTo(isFreeText);
        if (schema.has("default")) {
            assertThat(DOCUMENT.faults(schema, schema.path("default"))).as(name).isEmpty();
        }
    }

    @Test
    void leavesNoMemberOut() {
        ContractDocument.walk(DOCUMENT.root().at("/components/schemas"), "", (path, node) -> {
            if (node.path("properties").isObject() && !path.endsWith("/ProblemDetails")) {
                List<String> properties = new ArrayList<>();
                node.path("properties").fieldNames().forEachRemaining(properties::add);
                List<String> required = new ArrayList<>();
                node.path("required").forEach(name -> required.add(name.asText()));
                assertThat(required).as(path).isEqualTo(properties);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void namesTheHeadersOfEveryAnswer(Operation operation) {
        operation.node().path("responses").properties().forEach(entry -> {
            JsonNode headers = DOCUMENT.resolved(entry.getValue()).path("headers");
            String status = entry.getKey();
            assertThat(headers.has("X-Request-Id")).as(status).isTrue();
            assertThat(headers.has("Retry-After")).as(status).isEqualTo(status.equals("429") || status.equals("503"));
            assertThat(headers.has("WWW-Authenticate")).as(status).isEqualTo(status.equals("401"));
        });
        JsonNode ok = operation.node().path("responses").path("200").path("headers");
        assertThat(ok.has("Content-Disposition")).isEqualTo(operation.path().endsWith(".csv"));
        assertThat(ok.has("ETag")).isEqualTo(operation.node().path("responses").has("304"));
    }
}
