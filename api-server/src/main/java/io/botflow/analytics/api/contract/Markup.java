package io.botflow.analytics.api.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML as it is written; whatever is a text is escaped. */
final class Markup {
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    private final StringBuilder html = new StringBuilder(200_000);

    /** Tags as they are; never with anything from outside this package's code. */
    Markup raw(String tags) {
        html.append(tags);
        return this;
    }

    Markup text(String text) {
        html.append(escaped(text));
        return this;
    }

    /** An element that holds a text. */
    Markup element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    Markup code(String text) {
        return element("code", text);
    }

    Markup link(String target, String text) {
        return raw("<a href=\"").text(target).raw("\">").text(text).raw("</a>");
    }

    /** A heading that can be linked to. */
    Markup heading(int level, String id, String text) {
        String name = "h" + level;
        return raw("<" + name + " id=\"").text(id).raw("\">").text(text).raw("</" + name + ">");
    }

    /** A text in which {@code `…`} marks code. */
    Markup line(String text) {
        Matcher code = CODE.matcher(text);
        int end = 0;
        while (code.find()) {
            text(text.substring(end, code.start())).code(code.group(1));
            end = code.end();
        }
        return text(text.substring(end));
    }

    /** Paragraphs, parted by empty lines. */
    Markup prose(String text) {
        for (String paragraph : text.strip().split("\n\\s*\n", -1)) {
            if (!paragraph.isBlank()) {
                raw("<p>").line(paragraph.replace('\n', ' ')).raw("</p>");
            }
        }
        return this;
    }

    /** Something to be read as it stands; keys scroll it. */
    Markup block(String label, String text) {
        return raw("<pre tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(label)
                .raw("\"><code>")
                .text(text)
                .raw("</code></pre>");
    }

    /** Begins a table that may be wider than the page; keys scroll it. */
    Markup table(String caption, String... columns) {
        raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").text(caption);
        raw("\"><table><caption>").text(caption).raw("</caption><thead><tr>");
        for (String column : columns) {
            raw("<th scope=\"col\">").text(column).raw("</th>");
        }
        return raw("</tr></thead><tbody>");
    }

    Markup endTable() {
        return raw("</tbody></table></div>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return html.toString();
    }
}
