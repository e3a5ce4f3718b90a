package io.botflow.analytics.api.query;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** In which order conversations are listed; those without a value come last, those with the same by their id. */
public enum ConversationOrder {
    NEWEST("-started_at", "started_at", true, false),
    OLDEST("started_at", "started_at", false, false),
    LONGEST("-duration_seconds", "duration_seconds", true, true),
    SHORTEST("duration_seconds", "duration_seconds", false, true),
    SLOWEST("-slowest_response_ms", "slowest_response_ms", true, true);

    private final String text;
    private final String column;
    private final boolean isDescending;
    private final boolean hasNulls;

    ConversationOrder(String text, String column, boolean isDescending, boolean hasNulls) {
        this.text = text;
        this.column = column;
        this.isDescending = isDescending;
        this.hasNulls = hasNulls;
    }

    /** As clients write them. */
    public static Map<String, ConversationOrder> byText() {
        Map<String, ConversationOrder> byText = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(order -> byText.put(order.text, order));
        return Collections.unmodifiableMap(byText);
    }

    public String text() {
        return text;
    }

    String column() {
        return column;
    }

    boolean isTime() {
        return !hasNulls;
    }

    /** Whether a row may have no value. */
    boolean hasNulls() {
        return hasNulls;
    }

    /** What stands behind {@code ORDER BY} for all rows. */
    String sql() {
        return orderBy(hasNulls ? " NULLS LAST" : "");
    }

    /** The same for rows that have a value, as the index has it, which knows one order of nulls only. */
    String sqlOfValues() {
        return orderBy(hasNulls ? (isDescending ? " NULLS LAST" : " NULLS FIRST") : "");
    }

    /** The same for rows that have none. */
    String sqlOfNulls() {
        return "c.conversation_id" + direction();
    }

    private String orderBy(String nulls) {
        return "c." + column + direction() + nulls + ", c.conversation_id" + direction();
    }

    private String direction() {
        return isDescending ? " DESC" : "";
    }

    /** The condition for what comes after a position among rows of the same kind: with a value, or without. */
    String after(Position last, Values values) {
        String beyond = isDescending ? " < " : " > ";
        String id = values.uuid(last.id());
        if (last.value() == null) {
            return "c.conversation_id" + beyond + id;
        }
        String value = isTime() ? values.time(last.time()) : values.number(last.number());
        return "(c." + column + ", c.conversation_id)" + beyond + "(" + value + ", " + id + ")";
    }
}
