package io.botflow.analytics.jobs.repair;

import io.botflow.analytics.jobs.admission.SilentTime;
import io.botflow.analytics.jobs.source.StreamTime;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Event time as it was when each record came, by the rules of {@link StreamTime} and {@link SilentTime}, with the
 * records' Kafka timestamps in the place of the clock: so it does not depend on how fast which partition is read now.
 * Knows neither Flink nor a clock. Not safe for threads.
 */
final class RecordedEventTime {
    static final long NONE = Long.MIN_VALUE;
    /** A jobs' source looks every 200 ms and fetches wait up to 100 ms; behind it rather than ahead of it. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private static final long DISORDER_MILLIS = StreamTime.DISORDER.toMillis();
    private static final long IDLE_MILLIS = StreamTime.IDLE_AFTER.toMillis();

    private final Map<Integer, Partition> partitions = new HashMap<>();
    private long now = NONE;
    private long lastTick;
    private long eventTime = NONE;

    private static final class Partition {
        private long newest = NONE;
        private long told = NONE;
        private long lastRecordAt;
        private boolean idle;
    }

    /** @param partitions those with anything to read: none of them is idle at first */
    RecordedEventTime(Set<Integer> partitions) {
        partitions.forEach(number -> this.partitions.put(number, new Partition()));
    }

    /** Milliseconds since the epoch; {@link #NONE} before the first event. */
    long eventTime() {
        return eventTime;
    }

    /**
     * Lets time pass until a record comes. To be called before {@link #read}.
     *
     * @param takenAt the record's Kafka timestamp; one before the last one's counts as the same
     */
    void advanceTo(long takenAt) {
        if (now == NONE) {
            now = takenAt;
            lastTick = takenAt;
            partitions.values().forEach(partition -> partition.lastRecordAt = takenAt);
        }
        if (takenAt <= now) {
            return;
        }
        if (takenAt - lastTick >= TICK.toMillis()) {
            lastTick = takenAt;
            partitions.values().forEach(partition -> partition.told = partition.newest);
            follow();
        }
        fallIdle(takenAt);
        goOnInSilence(takenAt);
        now = takenAt;
    }

    /** @param event null if the record is invalid */
    void read(int number, BotEvent event) {
        Partition partition = partitions.get(number);
        partition.lastRecordAt = now;
        partition.idle = false;
        if (event != null && event.occurredAt() > partition.newest) {
            partition.newest = event.occurredAt();
            if (partition.told == NONE || partition.newest - partition.told > StreamTime.LEAP.toMillis()) {
                partition.told = partition.newest;
                follow();
            }
        }
    }

    private void fallIdle(long until) {
        List<Partition> falling = new ArrayList<>();
        for (Partition partition : partitions.values()) {
            if (!partition.idle && until - partition.lastRecordAt >= IDLE_MILLIS) {
                falling.add(partition);
            }
        }
        // One after the other: the others go on to hold event time back, each until its own five seconds are over.
        // Of two at once the one that is ahead stays longer: the other is no reason to forget how far it had come.
        falling.sort(Comparator.<Partition>comparingLong(partition -> partition.lastRecordAt)
                .thenComparingLong(partition -> partition.told));
        for (Partition partition : falling) {
            partition.idle = true;
            follow();
        }
    }

    private void goOnInSilence(long until) {
        long lastRecordAt = NONE;
        for (Partition partition : partitions.values()) {
            if (!partition.idle) {
                return;
            }
            lastRecordAt = Math.max(lastRecordAt, partition.lastRecordAt);
        }
        if (eventTime == NONE) {
            return;
        }
        SilentTime silence = new SilentTime(Duration.ZERO);
        silence.idle(lastRecordAt);
        silence.advance(eventTime, lastRecordAt + SilentTime.SILENCE.toMillis());
        eventTime = silence.advance(eventTime, until);
    }

    /** The smallest of those that are not idle; it does not fall. */
    private void follow() {
        long smallest = Long.MAX_VALUE;
        for (Partition partition : partitions.values()) {
            if (!partition.idle) {
                smallest = Math.min(smallest, partition.told);
            }
        }
        if (smallest != Long.MAX_VALUE && smallest != NONE) {
            eventTime = Math.max(eventTime, smallest - DISORDER_MILLIS);
        }
    }
}
