package io.botflow.analytics.jobs.sink.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes between the task and the thread that sends them. Of a key's values only the newest stays; frames all do, up to
 * a bound at which the task waits.
 */
final class PendingWrites {
    private static final int MOST_FRAMES = 10_000;
    /** Characters of frames, so that the longest texts take some tens of megabytes only. */
    private static final long MOST_CHARACTERS = 16_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Condition done = lock.newCondition();
    private Map<String, RedisWrite.Value> values = new LinkedHashMap<>();
    private List<RedisWrite.Frame> frames = new ArrayList<>();
    private long characters;
    private boolean isUnderWay;
    private Throwable failure;

    /** What was gathered, in its order. */
    record Batch(List<RedisWrite.Value> values, List<RedisWrite.Frame> frames) {}

    /** Adds a write, after waiting while too much is pending. */
    void add(RedisWrite write) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failure == null && isFull()) {
                taken.await();
            }
            requireAlive();
            if (write instanceof RedisWrite.Value value) {
                // To the end, so that what changes all the time does not overtake.
                values.remove(value.key());
                values.put(value.key(), value);
            } else if (write instanceof RedisWrite.Frame frame) {
                frames.add(frame);
                characters += frame.data().length();
            }
            added.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes all that is pending; empty if nothing comes for so long. The batch before is done. */
    Batch take(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            isUnderWay = false;
            done.signalAll();
            long left = patience.toNanos();
            while (isEmpty() && left > 0) {
                left = added.awaitNanos(left);
            }
            Batch batch = new Batch(List.copyOf(values.values()), frames);
            isUnderWay = !isEmpty();
            values = new LinkedHashMap<>();
            frames = new ArrayList<>();
            characters = 0;
            taken.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was added is written. */
    void awaitWritten() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (failure == null && (isUnderWay || !isEmpty())) {
                done.await(1, TimeUnit.SECONDS);
            }
            requireAlive();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody will take any more. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            taken.signalAll();
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return values.size() + frames.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        return values.isEmpty() && frames.isEmpty();
    }

    private boolean isFull() {
        return frames.size() >= MOST_FRAMES || characters >= MOST_CHARACTERS;
    }

    private void requireAlive() {
        if (failure != null) {
            throw new IllegalStateException("nothing is written to Redis any more", failure);
        }
    }
}
