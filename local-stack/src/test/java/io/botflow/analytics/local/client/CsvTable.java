package io.botflow.analytics.local.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file as RFC 4180 has it: CRLF after every record, quotes around cells that need them, as many cells in every
 * record as in the header. Anything else is refused.
 *
 * @param rows by column; an empty cell without quotes is null, one with quotes the empty text
 */
record CsvTable(List<String> header, List<Map<String, String>> rows) {

    static CsvTable parse(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return new Reader(text).table();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    /** Goes through the text once. */
    private static final class Reader {
        private static final String NOT_BARE = "\"\r\n";

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        CsvTable table() {
            List<String> header = record();
            List<Map<String, String>> rows = new ArrayList<>();
            while (at < text.length()) {
                List<String> cells = record();
                if (cells.size() != header.size()) {
                    throw refused(cells.size() + " cells below a header of " + header.size() + ": " + cells);
                }
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 0; i < cells.size(); i++) {
                    row.put(header.get(i), cells.get(i));
                }
                rows.add(row);
            }
            return new CsvTable(header, rows);
        }

        private List<String> record() {
            List<String> cells = new ArrayList<>();
            cells.add(cell());
            while (is(',')) {
                at++;
                cells.add(cell());
            }
            if (!text.startsWith("\r\n", at)) {
                throw refused("no CRLF after a cell");
            }
            at += 2;
            return cells;
        }

        private String cell() {
            return is('"') ? quoted() : bare();
        }

        private String bare() {
            int start = at;
            while (at < text.length() && text.charAt(at) != ',' && NOT_BARE.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return at == start ? null : text.substring(start, at);
        }

        private String quoted() {
            var cell = new StringBuilder();
            at++;
            while (true) {
                int quote = text.indexOf('"', at);
                if (quote < 0) {
                    throw refused("a quote without end");
                }
                cell.append(text, at, quote);
                at = quote + 1;
                if (!is('"')) {
                    return cell.toString();
                }
                cell.append('"');
                at++;
            }
        }

        private boolean is(char c) {
            return at < text.length() && text.charAt(at) == c;
        }

        private IllegalArgumentException refused(String why) {
            return new IllegalArgumentException("character " + at + ": " + why);
        }
    }
}
