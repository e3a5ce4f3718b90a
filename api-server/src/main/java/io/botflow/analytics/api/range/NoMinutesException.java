package io.botflow.analytics.api.range;

import java.time.Instant;

/** Minutes are asked for that are not kept any more. */
public final class NoMinutesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NoMinutesException(Instant since) {
        super("minute is only for the newest 48 hours, from " + since + " on", null, false, false);
    }
}
