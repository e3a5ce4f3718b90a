package io.botflow.analytics.api.csv;

import java.util.Locale;

/** How an export ended. */
enum Outcome {
    DONE,
    /** By its client, who left or took no more bytes, or by the stop of the server. */
    ABORTED,
    FAILED,
    /** For want of a slot. */
    REFUSED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
