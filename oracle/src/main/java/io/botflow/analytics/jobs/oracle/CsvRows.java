package io.botflow.analytics.jobs.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CSV text (RFC 4180) with a header line; an empty cell is NULL. */
final class CsvRows {
    private final String text;
    private int position;

    private CsvRows(String text) {
        this.text = text;
    }

    static List<Map<String, String>> parse(String text) {
        var csv = new CsvRows(text);
        List<String> header = csv.record();
        List<Map<String, String>> rows = new ArrayList<>();
        while (csv.position < text.length()) {
            List<String> cells = csv.record();
            if (cells.size() != header.size()) {
                throw new IllegalArgumentException("a record of " + cells.size() + " cells: " + cells);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(header.get(i), cells.get(i).isEmpty() ? null : cells.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private List<String> record() {
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (position < text.length() && text.charAt(position) == ',') {
            position++;
            cells.add(cell());
        }
        if (position < text.length() && text.charAt(position) == '\r') {
            position++;
        }
        if (position < text.length() && text.charAt(position) == '\n') {
            position++;
        }
        return cells;
    }

    private String cell() {
        boolean quoted = position < text.length() && text.charAt(position) == '"';
        return quoted ? quotedCell() : plainCell();
    }

    private String plainCell() {
        int start = position;
        while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quotedCell() {
        var cell = new StringBuilder();
        position++;
        while (true) {
            int quote = text.indexOf('"', position);
            cell.append(text, position, quote);
            position = quote + 1;
            if (position >= text.length() || text.charAt(position) != '"') {
                return cell.toString();
            }
            cell.append('"');
            position++;
        }
    }
}
