package io.botflow.analytics.local;

import java.util.List;

/** The resources that a token opens: the one list of them for all tests of "every route". */
public enum Resource {
    REALTIME("/api/analytics/realtime", "", "bot_id"),
    PERCENTILES("/api/analytics/bots/:bot_id/percentiles", ""),
    RESPONSE_TIMES("/api/analytics/response-times", "", "bot_id", "period", "from", "to", "tz", "interval"),
    MESSAGE_VOLUME("/api/analytics/message-volume", "", "bot_id", "period", "from", "to", "tz", "interval"),
    SUCCESS_RATE("/api/analytics/success-rate", "", "bot_id", "period", "from", "to", "tz", "interval"),
    CONVERSATION_DURATION(
            "/api/analytics/conversation-duration", "", "bot_id", "period", "from", "to", "tz", "interval"),
    USAGE("/api/analytics/usage", "", "period", "from", "to", "tz", "interval"),
    LEADERBOARD("/api/analytics/leaderboard", "metric=messages", "metric", "date"),
    BOTS("/api/analytics/bots", ""),
    PERFORMANCE("/api/analytics/bots/:bot_id/performance", "", "start_date", "end_date"),
    CONVERSATIONS(
            "/api/conversations",
            "",
            "period",
            "from",
            "to",
            "bot_id",
            "status",
            "customer",
            "q",
            "sort",
            "limit",
            "cursor"),
    CONVERSATION("/api/conversations/:conversation_id", ""),
    MESSAGES("/api/conversations/:conversation_id/messages", "", "limit", "cursor"),
    EXPORT_CONVERSATIONS(
            "/api/export/conversations.csv", "", "period", "from", "to", "bot_id", "status", "customer", "q", "sort"),
    EXPORT_BOT_PERFORMANCE(
            "/api/export/bot-performance.csv", "", "start_date", "end_date", "period", "from", "to", "bot_id"),
    EXPORT_USAGE("/api/export/usage.csv", "", "period", "from", "to", "tz", "interval"),
    EXPORT_RESPONSE_TIMES("/api/export/response-times.csv", "", "bot_id", "period", "from", "to", "tz", "interval"),
    EXPORT_MESSAGES(
            "/api/export/messages.csv",
            "",
            "period",
            "from",
            "to",
            "bot_id",
            "conversation_id",
            "status",
            "customer",
            "q");

    private static final String BOT = ":bot_id";
    private static final String CONVERSATION_ID = ":conversation_id";

    private final String route;
    private final String required;
    private final List<String> parameters;

    /**
     * A resource.
     *
     * @param required what stands behind the question mark at least
     * @param parameters the names that may stand there
     */
    Resource(String route, String required, String... parameters) {
        this.route = route;
        this.required = required;
        this.parameters = List.of(parameters);
    }

    /** The path as the router has it. */
    public String route() {
        return route;
    }

    List<String> parameters() {
        return parameters;
    }

    boolean takes(String parameter) {
        return parameters.contains(parameter);
    }

    boolean isOfBot() {
        return route.contains(BOT);
    }

    boolean isOfConversation() {
        return route.contains(CONVERSATION_ID);
    }

    /** Whether customers are in it. */
    boolean hasPhones() {
        return this == CONVERSATIONS || this == CONVERSATION || this == EXPORT_CONVERSATIONS;
    }

    boolean isCsv() {
        return route.endsWith(".csv");
    }

    /** The path with these ids where it has some. */
    String path(String bot, String conversation) {
        return route.replace(BOT, bot).replace(CONVERSATION_ID, conversation);
    }

    /** The path with what must stand behind the question mark. */
    String request(String bot, String conversation) {
        return required.isEmpty() ? path(bot, conversation) : path(bot, conversation) + "?" + required;
    }

    /** The same with one more parameter. */
    String request(String bot, String conversation, String parameter) {
        return path(bot, conversation) + "?" + (required.isEmpty() ? "" : required + "&") + parameter;
    }
}
