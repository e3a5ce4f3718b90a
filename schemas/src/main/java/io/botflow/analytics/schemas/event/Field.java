package io.botflow.analytics.schemas.event;

import java.util.Locale;

/** The fields that count in some type of event; the constant's lower-case name is the name on the wire. */
enum Field {
    EVENT_ID,
    EVENT_TYPE,
    OCCURRED_AT,
    ORGANIZATION_ID,
    BOT_ID,
    CONVERSATION_ID,
    CUSTOMER_PHONE,
    TEXT,
    RESPONSE_TIME_MS,
    OUTCOME,
    TOKENS_USED,
    COST_USD,
    KNOWLEDGE_BASE,
    RESOLUTION_STATUS,
    RATING;

    private static final Field[] ALL = values();
    /** Fields by (length of the name, first letter): no two share both. */
    private static final Field[] BY_SHAPE = new Field[shape(32, 0)];

    static {
        for (Field field : ALL) {
            BY_SHAPE[shape(field.wireName.length(), field.wireName.charAt(0))] = field;
        }
    }

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The field of this name, or null. */
    static Field named(byte[] json, int from, int to) {
        int length = to - from;
        if (length == 0 || length >= 32) {
            return null;
        }
        Field field = BY_SHAPE[shape(length, json[from])];
        if (field == null || field.wireName.length() != length) {
            return null;
        }
        for (int i = 0; i < length; i++) {
            if (json[from + i] != field.wireName.charAt(i)) {
                return null;
            }
        }
        return field;
    }

    static int count() {
        return ALL.length;
    }

    String wireName() {
        return wireName;
    }

    private static int shape(int length, int firstByte) {
        return (length << 5) | (firstByte & 31);
    }
}
