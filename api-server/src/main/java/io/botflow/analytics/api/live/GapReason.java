package io.botflow.analytics.api.live;

/** Why frames are lost to a client. */
enum GapReason {
    /** The client did not read fast enough. */
    SLOW_CLIENT("slow client"),
    /** The connection to Redis was lost. */
    LOST_SOURCE("live data was interrupted"),
    /** The stream does not hold the id to resume from. */
    UNKNOWN_ID("last_id is not held");

    private final String text;

    GapReason(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
