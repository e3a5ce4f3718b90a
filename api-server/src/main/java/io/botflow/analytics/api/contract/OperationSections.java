package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The part of the page that is about the REST API. */
final class OperationSections {
    private static final String DESCRIPTION = "description";
    private static final String NAME = "name";
    private static final String EXAMPLE = "example";
    private static final String SCHEMA = "schema";

    private final Document document;
    private final SchemaText schemas;

    OperationSections(Document document) {
        this.document = document;
        this.schemas = new SchemaText(document);
    }

    void write(Markup page) {
        for (JsonNode tag : document.root().path("tags")) {
            String name = tag.path(NAME).asText();
            page.raw("<section>")
                    .heading(2, "tag-" + name, name)
                    .prose(tag.path(DESCRIPTION).asText());
            ofTag(document.root(), name).forEach(path -> operation(page, path.getKey(), path.getValue()));
            page.raw("</section>");
        }
        problems(page);
    }

    /** The operations of a group with their paths. */
    static List<Map.Entry<String, JsonNode>> ofTag(JsonNode root, String tag) {
        List<Map.Entry<String, JsonNode>> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            JsonNode operation = path.getValue().path("get");
            if (operation.path("tags").path(0).asText().equals(tag)) {
                operations.add(Map.entry(path.getKey(), operation));
            }
        }
        return operations;
    }

    private void operation(Markup page, String path, JsonNode operation) {
        String id = operation.path("operationId").asText();
        List<JsonNode> parameters = document.all(operation.path("parameters"));
        page.raw("<article aria-labelledby=\"").text(id).raw("\">");
        page.heading(3, id, operation.path("summary").asText());
        page.raw("<p class=\"request\"><span class=\"method\">GET</span> ").code(path);
        page.raw("</p>").prose(operation.path(DESCRIPTION).asText());
        if (!parameters.isEmpty()) {
            parameters(page, parameters);
        }
        page.element("h4", "Request").block("Example of a request", curl(path, operation, parameters));
        answers(page, operation.path("responses"));
        page.raw("</article>");
    }

    private void parameters(Markup page, List<JsonNode> parameters) {
        page.element("h4", "Parameters").table("Parameters", "Name", "In", "Type", "Meaning");
        for (JsonNode parameter : parameters) {
            page.raw("<tr><th scope=\"row\">").code(parameter.path(NAME).asText());
            page.raw(parameter.path("required").asBoolean() ? " <em>required</em>" : "");
            page.raw("</th><td>").text(parameter.path("in").asText()).raw("</td><td>");
            page.text(schemas.type(parameter.path(SCHEMA))).raw("</td><td>");
            page.line(parameter.path(DESCRIPTION).asText()).raw("</td></tr>");
        }
        page.endTable();
    }

    /** With what is required, and with a range if there may be one. */
    private static String curl(String path, JsonNode operation, List<JsonNode> parameters) {
        boolean hasDates =
                parameters.stream().anyMatch(parameter -> format(parameter).equals("date"));
        StringBuilder query = new StringBuilder();
        String filled = path;
        for (JsonNode parameter : parameters) {
            String name = parameter.path(NAME).asText();
            String example = parameter.path(EXAMPLE).asText();
            boolean isShown =
                    parameter.path("required").asBoolean() || format(parameter).equals(hasDates ? "date" : "date-time");
            if (parameter.path("in").asText().equals("path")) {
                filled = filled.replace("{" + name + "}", example);
            } else if (isShown) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(name)
                        .append('=')
                        .append(example);
            }
        }
        boolean isPublic = operation.path("security").isArray();
        String token = isPublic ? "" : " -H \"Authorization: Bearer $TOKEN\"";
        String file = path.endsWith(".csv") ? " --compressed -OJ" : "";
        return "curl" + token + file + (isPublic ? " " : " \\\n  ") + "\"$BOTFLOW" + filled + query + '"';
    }

    private static String format(JsonNode parameter) {
        return parameter.path(SCHEMA).path("format").asText();
    }

    private void answers(Markup page, JsonNode responses) {
        JsonNode ok = responses.path("200");
        page.element("h4", "Answer")
                .raw("<p><strong>200</strong> ")
                .line(ok.path(DESCRIPTION).asText());
        List<String> headers = new ArrayList<>();
        ok.path("headers").fieldNames().forEachRemaining(name -> headers.add("`" + name + "`"));
        page.line(". Headers: " + String.join(", ", headers) + ".").raw("</p>");
        ok.path("content").properties().forEach(content -> {
            JsonNode schema = content.getValue().path(SCHEMA);
            page.block(
                    "Example of an answer, " + content.getKey(),
                    DocsPage.example(content.getValue().path(EXAMPLE)));
            List<SchemaText.Member> members = schemas.members(schema);
            if (!members.isEmpty()) {
                page.raw("<details><summary>Members of the answer</summary>");
                DocsPage.members(page, "Members of the answer", members);
                page.raw("</details>");
            }
        });
        page.raw("<p>Else: ");
        String separator = "";
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            String name = Document.nameOfReference(response.getValue());
            if (!name.isEmpty()) {
                page.raw(separator).link("#problem-" + name, response.getKey());
                page.text(" " + name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
                separator = ", ";
            }
        }
        page.raw(".</p>");
    }

    private void problems(Markup page) {
        page.raw("<section>").heading(2, "problems", "Problems");
        page.prose(document.root()
                        .at("/components/schemas/ProblemDetails/description")
                        .asText() + ".");
        DocsPage.members(
                page,
                "Members of a problem",
                schemas.members(document.root().at("/components/schemas/ProblemDetails")));
        for (Map.Entry<String, JsonNode> response :
                document.root().at("/components/responses").properties()) {
            JsonNode content = response.getValue().path("content").path("application/problem+json");
            String status = content.path(EXAMPLE).path("status").asText("304");
            page.raw("<article>").heading(3, "problem-" + response.getKey(), status);
            page.prose(response.getValue().path(DESCRIPTION).asText() + ".");
            List<String> headers = new ArrayList<>();
            response.getValue().path("headers").fieldNames().forEachRemaining(name -> headers.add("`" + name + "`"));
            page.prose("Headers: " + String.join(", ", headers) + ".");
            if (!content.isMissingNode()) {
                page.block("Example of a problem, " + status, DocsPage.example(content.path(EXAMPLE)));
            }
            page.raw("</article>");
        }
        page.raw("</section>");
    }
}
