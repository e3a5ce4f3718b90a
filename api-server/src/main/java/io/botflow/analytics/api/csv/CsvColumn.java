package io.botflow.analytics.api.csv;

/** A column of an export: its name in the header and how its cells are written. */
public record CsvColumn(String name, Kind kind) {
    /** How a cell is written. */
    public enum Kind {
        /** As it is: numbers, ids, dates, names of a fixed set. */
        PLAIN,
        /** A {@code timestamptz} of PostgreSQL, in UTC to the millisecond. */
        TIME,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** Written by people, so that a spreadsheet may take it for a formula. */
        TEXT,
        /** As a text; masked for who may not see phones. */
        PHONE
    }

    public static CsvColumn plain(String name) {
        return new CsvColumn(name, Kind.PLAIN);
    }

    public static CsvColumn time(String name) {
        return new CsvColumn(name, Kind.TIME);
    }

    public static CsvColumn bool(String name) {
        return new CsvColumn(name, Kind.BOOLEAN);
    }

    public static CsvColumn text(String name) {
        return new CsvColumn(name, Kind.TEXT);
    }

    public static CsvColumn phone(String name) {
        return new CsvColumn(name, Kind.PHONE);
    }
}
