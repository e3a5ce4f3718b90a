package io.botflow.analytics.local.bench.pipeline;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What is measured.
 *
 * @param events how many are in the topic
 * @param bots how many there are
 * @param hotBot whether one of them has nine of ten conversations
 * @param seed decides everything in the events that is left to chance
 * @param parallelism of the job, and how many threads the floor has
 * @param heapMebibytes size of the job's heap
 */
record Setup(long events, int bots, boolean hotBot, long seed, int parallelism, StateBackend state, int heapMebibytes) {
    /** Where the job keeps its state. */
    enum StateBackend {
        HEAP,
        ROCKSDB;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Events before this are not measured: they pay for the start and for compiling. */
    long measuredFrom() {
        return events / 4;
    }

    /** Whether another setup has the same events. */
    boolean hasEventsOf(Setup other) {
        return events == other.events && bots == other.bots && hotBot == other.hotBot && seed == other.seed;
    }

    Setup withEvents(long others) {
        return new Setup(others, bots, hotBot, seed, parallelism, state, heapMebibytes);
    }

    Setup withBots(int others, boolean hot) {
        return new Setup(events, others, hot, seed, parallelism, state, heapMebibytes);
    }

    Setup withParallelism(int other) {
        return new Setup(events, bots, hotBot, seed, other, state, heapMebibytes);
    }

    Setup withState(StateBackend other) {
        return new Setup(events, bots, hotBot, seed, parallelism, other, heapMebibytes);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d events, %,d bots%s, %d parallel, state on %s",
                events,
                bots,
                hotBot ? ", one with 90 %" : "",
                parallelism,
                state == StateBackend.HEAP ? "the heap" : "RocksDB");
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("events", events)
                .put("bots", bots)
                .put("hot_bot", hotBot)
                .put("seed", seed)
                .put("parallelism", parallelism)
                .put("state", state.text())
                .put("heap_mib", heapMebibytes)
                .put("measured_from_event", measuredFrom());
    }
}
