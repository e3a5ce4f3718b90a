package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.conversation.track.Conversation;
import io.botflow.analytics.jobs.oracle.EventJson;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.jobs.source.BotRecordSerializer;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventDecoder;
import io.botflow.analytics.schemas.event.EventType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What is done with each event, in nanoseconds per event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventPieces {
    private static final int EVENTS = 4_096;
    private static final int CONVERSATIONS = 600;
    /** Any; the same events in every run. */
    private static final long SEED = 1;

    private final EventDecoder decoder = new EventDecoder(false);
    private final BotRecordSerializer serializer = new BotRecordSerializer();
    private final DataOutputSerializer out = new DataOutputSerializer(EVENTS);
    private final DataInputDeserializer in = new DataInputDeserializer();
    private byte[][] values;
    private BotEvent[] events;
    private BotEvent[] messages;
    private BotRecord[] records;
    private byte[][] serialized;

    private record Key(UUID organizationId, UUID conversationId) {}

    @Setup
    public void prepare() throws IOException {
        List<BotEvent> generated = new ArrayList<>();
        for (long seed = SEED; generated.size() < EVENTS; seed++) {
            GeneratedEvents.events(seed, CONVERSATIONS).stream()
                    .filter(event -> event.type().isOfConversation())
                    .forEach(generated::add);
        }
        values = new byte[EVENTS][];
        events = new BotEvent[EVENTS];
        records = new BotRecord[EVENTS];
        serialized = new byte[EVENTS][];
        for (int i = 0; i < EVENTS; i++) {
            values[i] = EventJson.plain(generated.get(i));
            // As it comes from the decoder: without its text.
            events[i] = decoder.decode(values[i], Long.MAX_VALUE).event();
            records[i] = new BotRecord(null, values[i], 0, i, events[i], null);
            serializer.serialize(records[i], out);
            serialized[i] = out.getCopyOfBuffer();
            out.clear();
        }
        List<BotEvent> said = Arrays.stream(events)
                .filter(event -> event.type() == EventType.MESSAGE_RECEIVED || event.type() == EventType.MESSAGE_SENT)
                .toList();
        messages = IntStream.range(0, EVENTS)
                .mapToObj(i -> said.get(i % said.size()))
                .toArray(BotEvent[]::new);
    }

    /** From the bytes of the topic to the event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void parse(Blackhole used) {
        for (byte[] value : values) {
            used.consume(decoder.decode(value, Long.MAX_VALUE));
        }
    }

    /** Onto the network between reading and tracking. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void serializeRecord(Blackhole used) throws IOException {
        for (BotRecord one : records) {
            serializer.serialize(one, out);
            used.consume(out.length());
            out.clear();
        }
    }

    /** And off it. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void deserializeRecord(Blackhole used) throws IOException {
        for (byte[] bytes : serialized) {
            in.setBuffer(bytes);
            used.consume(serializer.deserialize(in));
        }
    }

    /** Into its conversation, on the heap, and into the facts that are combined before the shuffle. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void trackAndCombine(Blackhole used) {
        Map<Key, Conversation> conversations = new HashMap<>();
        FactCombiner facts = new FactCombiner();
        for (BotEvent event : events) {
            Conversation conversation = conversations.computeIfAbsent(
                    new Key(event.organizationId(), event.conversationId()), key -> new Conversation());
            if (!conversation.contains(event.eventId())) {
                conversation.add(event, Long.MIN_VALUE, facts);
            }
        }
        facts.drain(used::consume, used::consume);
    }

    /** Messages into the facts that are combined before the shuffle. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void combine(Blackhole used) {
        FactCombiner facts = new FactCombiner();
        for (BotEvent message : messages) {
            facts.message(message);
        }
        facts.drain(used::consume, used::consume);
    }
}
