package io.botflow.analytics.api.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The part of the page that is about the WebSocket. */
final class FrameSections {
    private static final String DESCRIPTION = "description";

    private final Document document;
    private final SchemaText schemas;

    FrameSections(Document document) {
        this.document = document;
        this.schemas = new SchemaText(document);
    }

    /** The types of all frames. */
    static List<String> names(Document document) {
        List<String> names = new ArrayList<>();
        document.root().at("/components/messages").fieldNames().forEachRemaining(names::add);
        return names;
    }

    void write(Markup page) {
        JsonNode channel = document.root().at("/channels/stream");
        page.raw("<section>").heading(2, "websocket", "WebSocket");
        page.raw("<p class=\"request\"><span class=\"method\">GET</span> ")
                .code(channel.path("address").asText());
        page.raw("</p>").prose(document.root().at("/info/description").asText());
        for (JsonNode operation : document.root().path("operations")) {
            page.element("h3", operation.path("title").asText())
                    .prose(operation.path("summary").asText() + ".");
            for (JsonNode message : document.all(operation.path("messages"))) {
                frame(page, message);
            }
        }
        closeCodes(page, channel.path("x-close-codes"));
        page.raw("</section>");
    }

    private void frame(Markup page, JsonNode message) {
        String name = message.path("name").asText();
        page.raw("<article>").raw("<h4 id=\"frame-").text(name).raw("\">").code(name);
        page.raw(" ").text(message.path("title").asText()).raw("</h4>");
        page.prose(message.path("summary").asText());
        for (JsonNode example : message.path("examples")) {
            page.block(
                    "Example of a frame: " + example.path("name").asText(), DocsPage.example(example.path("payload")));
        }
        page.raw("<details><summary>Members of the frame</summary>");
        DocsPage.members(page, "Members of the frame", schemas.members(message.path("payload")));
        page.raw("</details></article>");
    }

    private static void closeCodes(Markup page, JsonNode codes) {
        page.heading(3, "close-codes", "Close codes")
                .table("Why the server closes a connection", "Code", "Reason", "Meaning");
        for (JsonNode code : codes) {
            page.raw("<tr><th scope=\"row\">").text(code.path("code").asText()).raw("</th><td>");
            page.text(code.path("reason").asText()).raw("</td><td>");
            page.line(code.path(DESCRIPTION).asText()).raw("</td></tr>");
        }
        page.endTable();
    }
}
