package io.botflow.analytics.jobs.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.serialization.UuidSerializer;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.RedisKeys;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.live.BotFigures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/**
 * Both operators of the job behind one another, in one task each, and what they leave in Redis. Event time, flushes and
 * the wall clock move when the test says so.
 */
final class LiveHarness implements AutoCloseable {
    static final Duration HORIZON = Duration.ofDays(7);
    private static final Duration FLUSH = Duration.ofMillis(200);
    private static final int MAX_PARALLELISM = 128;

    private final StateBackend backend;
    private final Map<String, RedisWrite.Value> values = new HashMap<>();
    private final List<RedisWrite.Value> written = new ArrayList<>();
    private final List<RedisWrite.Frame> frames = new ArrayList<>();
    private KeyedOneInputStreamOperatorTestHarness<EventScope, BotRecord, RedisWrite> following;
    private KeyedOneInputStreamOperatorTestHarness<UUID, LiveChange, RedisWrite> rollingUp;
    private long now;
    private long checkpoint;

    LiveHarness() throws Exception {
        this(new HashMapStateBackend());
    }

    LiveHarness(StateBackend backend) throws Exception {
        this.backend = backend;
        start(null, null);
    }

    private void start(OperatorSubtaskState followed, OperatorSubtaskState rolledUp) throws Exception {
        following = new KeyedOneInputStreamOperatorTestHarness<>(
                new FollowConversations(HORIZON, FLUSH),
                read -> EventScope.of(read.event()),
                EventScope.TYPE,
                MAX_PARALLELISM,
                1,
                0);
        rollingUp = new KeyedOneInputStreamOperatorTestHarness<>(
                new RollUpLive(HORIZON, FLUSH), LiveChange::organizationId, UuidSerializer.TYPE, MAX_PARALLELISM, 1, 0);
        open(following, followed);
        open(rollingUp, rolledUp);
    }

    private void open(KeyedOneInputStreamOperatorTestHarness<?, ?, RedisWrite> harness, OperatorSubtaskState from)
            throws Exception {
        harness.setStateBackend(backend);
        harness.setup(RedisWrite.TYPE.createSerializer(null));
        harness.setProcessingTime(now);
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
    }

    LiveHarness read(Collection<BotEvent> events) throws Exception {
        for (BotEvent event : events) {
            following.processElement(new StreamRecord<>(new BotRecord(null, null, 0, 0, event, null)));
            passOn();
        }
        return this;
    }

    /** Moves event time of the stream. */
    LiveHarness eventTime(long time) throws Exception {
        following.processWatermark(new Watermark(time));
        passOn();
        return this;
    }

    /** Lets both operators emit what they gathered. */
    LiveHarness flush() throws Exception {
        following.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        passOn();
        rollingUp.getOneInputOperator().prepareSnapshotPreBarrier(checkpoint);
        passOn();
        return this;
    }

    /** Lets the wall clock go on; the operators tick. */
    LiveHarness pass(Duration duration) throws Exception {
        long end = now + duration.toMillis();
        while (now < end) {
            now += FLUSH.toMillis();
            following.setProcessingTime(now);
            passOn();
            rollingUp.setProcessingTime(now);
            passOn();
        }
        return this;
    }

    /** Takes a checkpoint and goes on from it with new operators and another Redis. */
    LiveHarness restart() throws Exception {
        flush();
        checkpoint++;
        OperatorSubtaskState followed = following.snapshot(checkpoint, 0);
        OperatorSubtaskState rolledUp = rollingUp.snapshot(checkpoint, 0);
        close();
        values.clear();
        written.clear();
        start(followed, rolledUp);
        return this;
    }

    private void passOn() throws Exception {
        Queue<StreamRecord<LiveChange>> changes = following.getSideOutput(FollowConversations.CHANGES);
        if (changes != null) {
            while (!changes.isEmpty()) {
                LiveChange change = changes.remove().getValue();
                rollingUp.processElement(new StreamRecord<>(overTheNetwork(change)));
            }
        }
        for (Object out : following.getOutput()) {
            if (out instanceof Watermark watermark) {
                rollingUp.processWatermark(watermark);
            } else if (out instanceof StreamRecord<?> element && element.getValue() instanceof RedisWrite.Frame frame) {
                frames.add(frame);
            }
        }
        following.getOutput().clear();
        for (RedisWrite write : rollingUp.extractOutputValues()) {
            RedisWrite.Value value = (RedisWrite.Value) write;
            written.add(value);
            values.put(value.key(), value);
        }
        rollingUp.getOutput().clear();
    }

    private static LiveChange overTheNetwork(LiveChange change) throws Exception {
        var out = new DataOutputSerializer(64);
        var serializer = LiveChange.TYPE.createSerializer(null);
        serializer.serialize(change, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    /** The data of all frames since this was asked last, each behind its type. */
    List<String> takeFrames() {
        List<String> taken =
                frames.stream().map(frame -> frame.type() + " " + frame.data()).toList();
        frames.clear();
        return taken;
    }

    /** All that was written since this was asked last. */
    List<RedisWrite.Value> takeWritten() {
        List<RedisWrite.Value> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    /** The fields of a hash, in order of their names; empty if it is not there. */
    Map<String, String> hash(String key) {
        Map<String, String> fields = new TreeMap<>();
        if (values.get(key) instanceof RedisWrite.Hash hash) {
            hash.fields().forEach((name, value) -> fields.put(name, new String(value, StandardCharsets.UTF_8)));
        }
        return fields;
    }

    Map<String, Long> scores(String key) {
        return values.get(key) instanceof RedisWrite.SortedSet set ? new TreeMap<>(set.scores()) : Map.of();
    }

    /** The parts of an organization merged. */
    BotFigures mergedParts(UUID organizationId) {
        BotFigures merged = new BotFigures();
        if (values.get(RedisKeys.parts(organizationId)) instanceof RedisWrite.Hash hash) {
            hash.fields().values().forEach(bytes -> merged.merge(BotFigures.fromBytes(bytes)));
        }
        return merged;
    }

    RedisWrite.Value value(String key) {
        return values.get(key);
    }

    /** Everything that Redis holds, readable; figures as they are at one event time. */
    Map<String, Object> everything() {
        Map<String, Object> all = new TreeMap<>();
        values.forEach((key, value) -> {
            if (value instanceof RedisWrite.Hash hash) {
                Map<String, String> fields = new TreeMap<>();
                hash.fields()
                        .forEach(
                                (name, bytes) -> fields.put(name, HexFormat.of().formatHex(bytes)));
                if (!fields.isEmpty()) {
                    all.put(key, fields);
                }
            } else if (value instanceof RedisWrite.SortedSet set
                    && !set.scores().isEmpty()) {
                all.put(key, new TreeMap<>(set.scores()));
            }
        });
        return all;
    }

    void assertNoStateIsLeft() {
        assertThat(following.numKeyedStateEntries() + rollingUp.numKeyedStateEntries())
                .isZero();
        assertThat(following.numEventTimeTimers()).isZero();
    }

    @Override
    public void close() {
        try {
            following.close();
            rollingUp.close();
        } catch (Exception e) {
            throw new IllegalStateException("an operator did not close", e);
        }
    }
}
