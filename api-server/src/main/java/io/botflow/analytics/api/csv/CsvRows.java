package io.botflow.analytics.api.csv;

import io.botflow.analytics.api.access.PhoneMask;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Gathers rows as RFC 4180 writes them. Works on bytes: of millions of rows, only the cells that need more than copying
 * pay for it.
 */
final class CsvRows {
    private static final int FIRST_CAPACITY = 80 * 1024;
    /** What a cell takes beyond twice its bytes: comma, quotes, apostrophe; a time or a boolean that gets longer. */
    private static final int MOST_ADDED_TO_CELL = 8;

    private static final int QUOTED = 1;
    private static final int ESCAPED = 2;
    /** By byte: what a cell that has it needs. */
    private static final byte[] NEEDS = needs();

    private static final int DATE_LENGTH = 10;
    private static final int SECOND_LENGTH = 19;
    private static final int OFFSET_LENGTH = 3;
    private static final int MILLI_DIGITS = 3;

    private final CsvColumn.Kind[] kinds;
    private final String header;
    private final boolean seesPhones;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;
    private byte[] decoded = new byte[256];

    CsvRows(List<CsvColumn> columns, boolean seesPhones) {
        this.kinds = columns.stream().map(CsvColumn::kind).toArray(CsvColumn.Kind[]::new);
        this.header = columns.stream().map(CsvColumn::name).collect(Collectors.joining(","));
        this.seesPhones = seesPhones;
    }

    private static byte[] needs() {
        byte[] needs = new byte[256];
        for (char c : new char[] {',', '"', '\r', '\n'}) {
            needs[c] = QUOTED;
        }
        needs['\\'] = ESCAPED;
        return needs;
    }

    /** Appends the names of the columns. */
    void appendHeader() {
        byte[] line = header.getBytes(StandardCharsets.US_ASCII);
        reserve(line.length + 2);
        put(line, 0, line.length);
        endRow();
    }

    /**
     * Appends a row as the text format of COPY writes it, in a session whose time zone is UTC.
     *
     * @throws IllegalStateException if the row is not of these columns
     */
    void appendCopied(byte[] row) {
        int last = row.length - 1;
        if (last < 0 || row[last] != '\n') {
            throw new IllegalStateException("a row has no end");
        }
        reserve(2 * row.length + MOST_ADDED_TO_CELL * kinds.length);
        int position = 0;
        for (int i = 0; i < kinds.length; i++) {
            int start = position;
            int needs = 0;
            byte b = row[position];
            // Within a cell both are escaped.
            while (b != '\t' && b != '\n') {
                needs |= NEEDS[b & 0xff];
                b = row[++position];
            }
            if ((position == last) != (i == kinds.length - 1)) {
                throw new IllegalStateException("a row has not " + kinds.length + " cells");
            }
            if (i > 0) {
                bytes[length++] = ',';
            }
            if ((needs & ESCAPED) == 0) {
                cell(kinds[i], row, start, position, needs);
            } else if (position - start != 2 || row[start + 1] != 'N') {
                decode(kinds[i], row, start, position);
            }
            position++;
        }
        endRow();
    }

    /**
     * Appends a row that the server has made; times and booleans are written as they are.
     *
     * @param cells null for a missing value
     */
    void append(String... cells) {
        if (cells.length != kinds.length) {
            throw new IllegalStateException("a row has not " + kinds.length + " cells");
        }
        for (int i = 0; i < cells.length; i++) {
            byte[] cell = cells[i] == null ? null : cells[i].getBytes(StandardCharsets.UTF_8);
            reserve(MOST_ADDED_TO_CELL + (cell == null ? 0 : 2 * cell.length));
            if (i > 0) {
                bytes[length++] = ',';
            }
            if (cell == null) {
                continue;
            }
            int needs = 0;
            for (byte b : cell) {
                needs |= NEEDS[b & 0xff];
            }
            boolean isReady = kinds[i] == CsvColumn.Kind.TIME || kinds[i] == CsvColumn.Kind.BOOLEAN;
            cell(isReady ? CsvColumn.Kind.PLAIN : kinds[i], cell, 0, cell.length, needs);
        }
        reserve(2);
        endRow();
    }

    /** Undoes the escapes of COPY. */
    private void decode(CsvColumn.Kind kind, byte[] row, int start, int end) {
        if (decoded.length < end - start) {
            decoded = new byte[end - start];
        }
        int size = 0;
        int needs = 0;
        for (int i = start; i < end; i++) {
            byte b = row[i];
            if (b == '\\') {
                b = unescaped(row[++i]);
            }
            needs |= NEEDS[b & 0xff];
            decoded[size++] = b;
        }
        cell(kind, decoded, 0, size, needs);
    }

    private static byte unescaped(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0x0b;
            default -> letter;
        };
    }

    private void cell(CsvColumn.Kind kind, byte[] from, int start, int end, int needs) {
        switch (kind) {
            case PLAIN -> text(from, start, end, needs, false);
            case TIME -> time(from, start, end);
            case BOOLEAN -> bool(from, start, end);
            case TEXT -> text(from, start, end, needs, isFormula(from, start, end));
            case PHONE -> {
                if (seesPhones) {
                    text(from, start, end, needs, isFormula(from, start, end));
                } else {
                    mask(from, start, end);
                }
            }
        }
    }

    private void text(byte[] from, int start, int end, int needs, boolean isDefused) {
        if (start == end) {
            // A missing value has no quotes.
            bytes[length++] = '"';
            bytes[length++] = '"';
            return;
        }
        boolean isQuoted = (needs & QUOTED) != 0;
        if (isQuoted) {
            bytes[length++] = '"';
        }
        if (isDefused) {
            bytes[length++] = '\'';
        }
        if (!isQuoted) {
            put(from, start, end);
            return;
        }
        for (int i = start; i < end; i++) {
            if (from[i] == '"') {
                bytes[length++] = '"';
            }
            bytes[length++] = from[i];
        }
        bytes[length++] = '"';
    }

    /** Whether a spreadsheet might compute it: begins as a formula does, and is neither a number nor a phone. */
    private static boolean isFormula(byte[] from, int start, int end) {
        if (start == end) {
            return false;
        }
        return switch (from[start]) {
            case '=', '@', '\t', '\r', '\n' -> true;
            case '+', '-' -> !isNumber(from, start + 1, end);
            default -> false;
        };
    }

    /** Digits, and perhaps a point and digits. */
    private static boolean isNumber(byte[] from, int start, int end) {
        int point = digitsEnd(from, start, end);
        if (point == start || point == end) {
            return point > start;
        }
        return from[point] == '.' && point + 1 < end && digitsEnd(from, point + 1, end) == end;
    }

    private static int digitsEnd(byte[] from, int start, int end) {
        int i = start;
        while (i < end && isDigit(from[i])) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** {@code 2026-03-02 10:00:00.1234+00} becomes {@code 2026-03-02T10:00:00.123Z}. */
    private void time(byte[] from, int start, int end) {
        int fraction = start + SECOND_LENGTH;
        int offset = end - OFFSET_LENGTH;
        boolean isTime = fraction <= offset
                && from[start + DATE_LENGTH] == ' '
                && (fraction == offset || from[fraction] == '.')
                && from[offset] == '+'
                && from[offset + 1] == '0'
                && from[offset + 2] == '0';
        if (!isTime) {
            throw new IllegalStateException("a time is not as PostgreSQL writes it in UTC");
        }
        put(from, start, start + DATE_LENGTH);
        bytes[length++] = 'T';
        put(from, start + DATE_LENGTH + 1, fraction);
        bytes[length++] = '.';
        for (int i = 1; i <= MILLI_DIGITS; i++) {
            bytes[length++] = fraction + i < offset ? from[fraction + i] : (byte) '0';
        }
        bytes[length++] = 'Z';
    }

    private void bool(byte[] from, int start, int end) {
        if (end - start != 1 || from[start] != 't' && from[start] != 'f') {
            throw new IllegalStateException("a boolean is neither t nor f");
        }
        putAscii(from[start] == 't' ? "true" : "false");
    }

    private void mask(byte[] from, int start, int end) {
        if (start == end) {
            text(from, start, end, 0, false);
            return;
        }
        // Nothing but digits and stars, so nothing to quote.
        putAscii(PhoneMask.mask(new String(from, start, end - start, StandardCharsets.UTF_8)));
    }

    private void putAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void put(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    private void endRow() {
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    /** How many bytes are gathered. */
    int length() {
        return length;
    }

    /** Hands over what is gathered. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }
}
