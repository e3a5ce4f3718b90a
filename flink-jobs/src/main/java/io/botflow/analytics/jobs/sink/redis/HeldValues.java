package io.botflow.analytics.jobs.sink.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What Redis should hold: the last value of each key until its time has come. For a Redis that was emptied. */
final class HeldValues {
    private static final long NANOS_OF_MILLI = 1_000_000;
    private static final long NEVER = Long.MAX_VALUE;
    /** Expired ones are looked for each time so many have been put. */
    private static final int PRUNE_AFTER = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Held> byKey = new HashMap<>();
    private int putsSincePruning;

    private record Held(RedisWrite.Value value, long expiresAt) {
        boolean isOver(long now) {
            return expiresAt != NEVER && expiresAt - now <= 0;
        }
    }

    HeldValues(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    int size() {
        return byKey.size();
    }

    /** Holds a value from now on. */
    void put(RedisWrite.Value value) {
        long now = nanoTime.getAsLong();
        byKey.put(value.key(), new Held(value, expiresAt(value, now)));
        if (++putsSincePruning >= PRUNE_AFTER) {
            putsSincePruning = 0;
            byKey.values().removeIf(held -> held.isOver(now));
        }
    }

    /** What writes a key's value as it is now. */
    Command command(String key) {
        return command(byKey.get(key), nanoTime.getAsLong());
    }

    /** What writes all values. */
    List<Command> commands() {
        long now = nanoTime.getAsLong();
        byKey.values().removeIf(held -> held.isOver(now));
        List<Command> commands = new ArrayList<>(byKey.size());
        byKey.values().forEach(held -> commands.add(command(held, now)));
        return commands;
    }

    private static Command command(Held held, long now) {
        long remainingMillis = held.expiresAt == NEVER ? 0 : (held.expiresAt - now) / NANOS_OF_MILLI;
        return Command.of(held.value, Math.max(1, remainingMillis));
    }

    private static long expiresAt(RedisWrite.Value value, long now) {
        if (value instanceof RedisWrite.Hash hash) {
            return now + hash.timeToLive().toNanos();
        }
        if (value instanceof RedisWrite.SortedSet sortedSet) {
            return now + sortedSet.timeToLive().toNanos();
        }
        return NEVER;
    }
}
