package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The descriptions as one page, without scripts and without anything from elsewhere.
 *
 * @param contentSecurityPolicy lets a browser use the page's own style and nothing else
 */
record DocsPage(String html, String contentSecurityPolicy) {
    private static final String STYLE = "docs.css";
    private static final String DESCRIPTION = "description";
    private static final ObjectWriter EXAMPLES = new JsonMapper()
            .writer(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

    static DocsPage of(ApiContract contract) {
        String style = style();
        Markup page = new Markup();
        JsonNode info = contract.openApi().root().path("info");
        page.raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">")
                .element("title", info.path("title").asText() + " API")
                .raw("<style>" + style + "</style></head><body>")
                .raw("<a class=\"skip\" href=\"#content\">Skip to the content</a>");
        contents(page, contract);
        page.raw("<main id=\"content\">");
        introduction(page, info);
        new OperationSections(contract.openApi()).write(page);
        new FrameSections(contract.asyncApi()).write(page);
        page.raw("</main></body></html>");
        return new DocsPage(
                page.toString(),
                "default-src 'none'; style-src 'sha256-" + hash(style)
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private static String style() {
        try (InputStream in = DocsPage.class.getResourceAsStream(STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(STYLE + " cannot be read", e);
        }
    }

    private static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void contents(Markup page, ApiContract contract) {
        page.raw("<nav aria-label=\"Contents\"><ul><li>").link("#introduction", "Introduction");
        page.raw("</li></ul>");
        for (JsonNode tag : contract.openApi().root().path("tags")) {
            String name = tag.path("name").asText();
            page.element("h2", name).raw("<ul>");
            for (Map.Entry<String, JsonNode> path :
                    OperationSections.ofTag(contract.openApi().root(), name)) {
                String id = path.getValue().path("operationId").asText();
                page.raw("<li>").link("#" + id, shortened(path.getKey())).raw("</li>");
            }
            page.raw("</ul>");
        }
        page.element("h2", "WebSocket").raw("<ul>");
        for (String frame : FrameSections.names(contract.asyncApi())) {
            page.raw("<li>").link("#frame-" + frame, frame).raw("</li>");
        }
        page.raw("<li>").link("#close-codes", "Close codes").raw("</li></ul>");
        page.element("h2", "Errors").raw("<ul><li>").link("#problems", "Problems");
        page.raw("</li></ul></nav>");
    }

    /** As it stands in the contents, where there is little room. */
    private static String shortened(String path) {
        return path.replaceFirst("^/api/(analytics/|export/)?", "");
    }

    private static void introduction(Markup page, JsonNode info) {
        page.raw("<header>").heading(1, "introduction", info.path("title").asText() + " API");
        page.element("p", info.path("summary").asText());
        page.raw("<p>Version ").text(info.path("version").asText()).raw(". For programs: ");
        page.link("/openapi.json", "openapi.json").raw(" (REST), ");
        page.link("/asyncapi.json", "asyncapi.json").raw(" (WebSocket).</p></header>");
        page.prose(info.path(DESCRIPTION).asText());
        page.raw("<p>The examples of requests need two variables:</p>")
                .block("Variables", "BOTFLOW=http://127.0.0.1:8080\nTOKEN=$(scripts/token)");
    }

    /** A table of an object's members. */
    static void members(Markup page, String caption, List<SchemaText.Member> members) {
        page.table(caption, "Name", "Type", "Meaning");
        for (SchemaText.Member member : members) {
            page.raw("<tr><th scope=\"row\">").code(member.path()).raw("</th><td>");
            page.text(member.type()).raw("</td><td>").line(member.meaning());
            page.raw(member.isRequired() ? "" : member.meaning().isEmpty() ? "May be absent" : "; may be absent");
            page.raw("</td></tr>");
        }
        page.endTable();
    }

    /** A value as an example shows it. */
    static String example(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        try {
            return EXAMPLES.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
