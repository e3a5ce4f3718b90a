package io.botflow.analytics.schemas.event;

import java.util.Arrays;

/**
 * Decides in one pass whether bytes are one JSON object (RFC 8259, strict UTF-8) and remembers where the top-level
 * values of the known {@link Field}s lie; of a repeated key the last one. Not safe for threads.
 */
final class JsonScanner {
    /** Deepest nesting of objects and arrays; the event itself is the first level. */
    static final int MAX_DEPTH = 100;
    /** Most digits of a number, those of fraction and exponent included. */
    static final int MAX_DIGITS = 1000;

    /** What stands at a field. */
    enum Kind {
        ABSENT,
        NULL,
        PLAIN_STRING,
        ESCAPED_STRING,
        INTEGER,
        DECIMAL,
        OTHER
    }

    private static final Kind[] NO_FIELDS = new Kind[Field.count()];

    static {
        Arrays.fill(NO_FIELDS, Kind.ABSENT);
    }

    private final Kind[] kinds = new Kind[Field.count()];
    private final int[] starts = new int[Field.count()];
    private final int[] ends = new int[Field.count()];
    private final Utf8Unescaper keys = new Utf8Unescaper();
    private byte[] json = {};
    private int length;
    /** Kind of the value scanned last. */
    private Kind kind = Kind.OTHER;

    /** Scans; true if the bytes are one JSON object and nothing else. */
    boolean scan(byte[] bytes) {
        json = bytes;
        length = bytes.length;
        System.arraycopy(NO_FIELDS, 0, kinds, 0, kinds.length);
        int at = skipSpace(0);
        if (at == length || json[at] != '{') {
            return false;
        }
        at = object(at + 1, 1);
        return at >= 0 && skipSpace(at) == length;
    }

    Kind kind(Field field) {
        return kinds[field.ordinal()];
    }

    /** First byte of the field's value, within the quotes of a string. */
    int start(Field field) {
        return starts[field.ordinal()];
    }

    /** Byte behind the field's value, within the quotes of a string. */
    int end(Field field) {
        return ends[field.ordinal()];
    }

    // Each method below gets the position behind the token's first byte and answers the position behind the token, or
    // -1.

    private int object(int from, int depth) {
        if (depth > MAX_DEPTH) {
            return -1;
        }
        int at = skipSpace(from);
        if (at < length && json[at] == '}') {
            return at + 1;
        }
        while (at < length && json[at] == '"') {
            int keyStart = at + 1;
            at = string(keyStart);
            if (at < 0) {
                return -1;
            }
            Field field = depth == 1 ? field(keyStart, at - 1) : null;
            at = skipSpace(at);
            if (at == length || json[at] != ':') {
                return -1;
            }
            at = skipSpace(at + 1);
            int valueStart = at;
            at = value(at, depth);
            if (at < 0) {
                return -1;
            }
            if (field != null) {
                remember(field, valueStart, at);
            }
            at = skipSpace(at);
            if (at == length) {
                return -1;
            }
            if (json[at] == '}') {
                return at + 1;
            }
            if (json[at] != ',') {
                return -1;
            }
            at = skipSpace(at + 1);
        }
        return -1;
    }

    private Field field(int from, int to) {
        if (kind == Kind.PLAIN_STRING) {
            return Field.named(json, from, to);
        }
        return keys.unescape(json, from, to) ? Field.named(keys.bytes(), 0, keys.length()) : null;
    }

    private void remember(Field field, int valueStart, int valueEnd) {
        int quotes = kind == Kind.PLAIN_STRING || kind == Kind.ESCAPED_STRING ? 1 : 0;
        kinds[field.ordinal()] = kind;
        starts[field.ordinal()] = valueStart + quotes;
        ends[field.ordinal()] = valueEnd - quotes;
    }

    private int array(int from, int depth) {
        if (depth > MAX_DEPTH) {
            return -1;
        }
        int at = skipSpace(from);
        if (at < length && json[at] == ']') {
            return at + 1;
        }
        while (true) {
            at = value(at, depth);
            if (at < 0) {
                return -1;
            }
            at = skipSpace(at);
            if (at == length) {
                return -1;
            }
            if (json[at] == ']') {
                return at + 1;
            }
            if (json[at] != ',') {
                return -1;
            }
            at = skipSpace(at + 1);
        }
    }

    private int value(int at, int depth) {
        if (at == length) {
            return -1;
        }
        int end;
        switch (json[at]) {
            case '"':
                return string(at + 1);
            case '{':
                end = object(at + 1, depth + 1);
                kind = Kind.OTHER;
                return end;
            case '[':
                end = array(at + 1, depth + 1);
                kind = Kind.OTHER;
                return end;
            case 't':
                kind = Kind.OTHER;
                return at + 4 <= length && json[at + 1] == 'r' && json[at + 2] == 'u' && json[at + 3] == 'e'
                        ? at + 4
                        : -1;
            case 'f':
                kind = Kind.OTHER;
                return at + 5 <= length
                                && json[at + 1] == 'a'
                                && json[at + 2] == 'l'
                                && json[at + 3] == 's'
                                && json[at + 4] == 'e'
                        ? at + 5
                        : -1;
            case 'n':
                kind = Kind.NULL;
                return at + 4 <= length && json[at + 1] == 'u' && json[at + 2] == 'l' && json[at + 3] == 'l'
                        ? at + 4
                        : -1;
            default:
                return number(at);
        }
    }

    private int number(int from) {
        int at = from;
        if (json[at] == '-') {
            at++;
        }
        int integerEnd = digits(at);
        boolean leadingZero = integerEnd > at + 1 && json[at] == '0';
        if (integerEnd == at || leadingZero) {
            return -1;
        }
        int digits = integerEnd - at;
        at = integerEnd;
        kind = Kind.INTEGER;
        if (at < length && json[at] == '.') {
            int end = digits(at + 1);
            if (end == at + 1) {
                return -1;
            }
            digits += end - at - 1;
            at = end;
            kind = Kind.DECIMAL;
        }
        if (at < length && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            if (at < length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            int end = digits(at);
            if (end == at) {
                return -1;
            }
            digits += end - at;
            at = end;
            kind = Kind.DECIMAL;
        }
        return digits > MAX_DIGITS ? -1 : at;
    }

    private int digits(int from) {
        int at = from;
        while (at < length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        return at;
    }

    private int string(int from) {
        int at = from;
        boolean escaped = false;
        while (at < length) {
            int b = json[at];
            if (b == '"') {
                kind = escaped ? Kind.ESCAPED_STRING : Kind.PLAIN_STRING;
                return at + 1;
            }
            if (b == '\\') {
                escaped = true;
                at = escape(at + 1);
            } else if (b >= ' ') {
                at++;
            } else if (b >= 0) {
                return -1;
            } else {
                at = multiByte(at);
            }
            if (at < 0) {
                return -1;
            }
        }
        return -1;
    }

    private int escape(int at) {
        if (at == length) {
            return -1;
        }
        switch (json[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
                return at + 1;
            case 'u':
                return at + 5 <= length && Hex.value(json, at + 1, 4) >= 0 ? at + 5 : -1;
            default:
                return -1;
        }
    }

    /** Well-formed UTF-8 only (Unicode table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF. */
    private int multiByte(int at) {
        int lead = json[at] & 0xff;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return continuation(at + 1, 0x80, 0xbf) ? at + 2 : -1;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int lowest = lead == 0xe0 ? 0xa0 : 0x80;
            int highest = lead == 0xed ? 0x9f : 0xbf;
            return continuation(at + 1, lowest, highest) && continuation(at + 2, 0x80, 0xbf) ? at + 3 : -1;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int lowest = lead == 0xf0 ? 0x90 : 0x80;
            int highest = lead == 0xf4 ? 0x8f : 0xbf;
            return continuation(at + 1, lowest, highest)
                            && continuation(at + 2, 0x80, 0xbf)
                            && continuation(at + 3, 0x80, 0xbf)
                    ? at + 4
                    : -1;
        }
        return -1;
    }

    private boolean continuation(int at, int lowest, int highest) {
        if (at >= length) {
            return false;
        }
        int b = json[at] & 0xff;
        return b >= lowest && b <= highest;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < length && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
        return at;
    }
}
