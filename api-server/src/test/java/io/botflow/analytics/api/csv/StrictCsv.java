package io.botflow.analytics.api.csv;

import java.util.ArrayList;
import java.util.List;

/** Reads RFC 4180 to the letter, and tells a missing value from an empty text. */
final class StrictCsv {
    private final String text;
    private int position;

    private StrictCsv(String text) {
        this.text = text;
    }

    /** A cell without quotes and characters is null. */
    static List<List<String>> parse(String text) {
        StrictCsv csv = new StrictCsv(text);
        List<List<String>> rows = new ArrayList<>();
        while (csv.position < text.length()) {
            rows.add(csv.row());
        }
        return rows;
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (text.charAt(position) == ',') {
            position++;
            cells.add(cell());
        }
        if (!text.startsWith("\r\n", position)) {
            throw new IllegalArgumentException("no CRLF at " + position);
        }
        position += 2;
        return cells;
    }

    private String cell() {
        StringBuilder cell = new StringBuilder();
        if (text.charAt(position) != '"') {
            while (",\r\n\"".indexOf(text.charAt(position)) < 0) {
                cell.append(text.charAt(position++));
            }
            return cell.isEmpty() ? null : cell.toString();
        }
        position++;
        while (true) {
            char c = text.charAt(position++);
            if (c != '"') {
                cell.append(c);
            } else if (text.charAt(position) == '"') {
                cell.append('"');
                position++;
            } else {
                return cell.toString();
            }
        }
    }
}
