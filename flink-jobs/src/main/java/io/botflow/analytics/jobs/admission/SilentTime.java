package io.botflow.analytics.jobs.admission;

import java.time.Duration;

/**
 * Event time while all input is silent: after 30 seconds it goes on at the speed of the wall clock from where it stood,
 * never past the wall clock itself, and never jumps. Knows no Flink. Not safe for threads.
 */
public final class SilentTime {
    /** Silence of all input after which event time goes on by itself. */
    public static final Duration SILENCE = Duration.ofSeconds(30);

    private static final long NONE = Long.MIN_VALUE;

    private final long waitMillis;
    private long idleSince = NONE;
    private long stood = NONE;
    private long goesOnSince;

    /** @param knownAfter how long input was silent already when {@link #idle} is called */
    public SilentTime(Duration knownAfter) {
        this.waitMillis = SILENCE.minus(knownAfter).toMillis();
    }

    /** All input has fallen silent. */
    public void idle(long now) {
        idleSince = now;
        stood = NONE;
    }

    /** Some input is there again. */
    public void active() {
        idleSince = NONE;
        stood = NONE;
    }

    /**
     * Event time now.
     *
     * @param eventTime where event time stands, {@code Long.MIN_VALUE} before the first event
     * @return a later time than that if event time goes on, else the same
     */
    public long advance(long eventTime, long now) {
        if (idleSince == NONE || eventTime == NONE || now - idleSince < waitMillis) {
            return eventTime;
        }
        if (stood == NONE) {
            stood = eventTime;
            goesOnSince = now;
        }
        return Math.max(eventTime, Math.min(stood + now - goesOnSince, now));
    }
}
