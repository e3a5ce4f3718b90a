package io.botflow.analytics.jobs.sink.redis;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** One time of trouble with Redis: said once when it begins and when it ends, with ever longer pauses in between. */
final class Outage {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final String address;
    private final Logger log;
    private long begunAt = NOT_BEGUN;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    Outage(String address, Logger log) {
        this.address = address;
        this.log = log;
    }

    void note(String reason) {
        if (begunAt == NOT_BEGUN) {
            begunAt = System.nanoTime();
            log.warn("Redis at {} takes no writes, trying again: {}", address, reason);
        }
    }

    void end() {
        if (begunAt != NOT_BEGUN) {
            log.info(
                    "Redis at {} takes writes again after {} ms",
                    address,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunAt));
            begunAt = NOT_BEGUN;
        }
    }

    void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }
}
