package io.botflow.analytics.schemas;

/** The Kafka topics and the header names of records that were turned away. */
public final class Topics {
    /** Every event, key = conversation_id, else organization_id; value = one UTF-8 JSON object. */
    public static final String BOT_EVENTS = "bot-events";

    /** Records that break a rule, key and bytes untouched, with the headers below. */
    public static final String DEAD_LETTERS = "bot-events-dead-letters";

    /** Valid events more than the lateness horizon behind event time, key and bytes untouched. */
    public static final String LATE = "bot-events-late";

    public static final String HEADER_REASON = "reason";
    public static final String HEADER_DETAIL = "detail";
    public static final String HEADER_SOURCE_TOPIC = "source-topic";
    public static final String HEADER_SOURCE_PARTITION = "source-partition";
    public static final String HEADER_SOURCE_OFFSET = "source-offset";

    private Topics() {}
}
