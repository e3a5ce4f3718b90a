package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.conversation.track.Conversation;
import io.botflow.analytics.jobs.conversation.track.ConversationSerializer;
import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What is done with state: merging buckets, and on RocksDB reading and writing each value whole, in nanoseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StatePieces {
    private static final String ASKED = "2026-03-01T10:00:%02dZ";
    private static final int SECONDS = 60;
    private static final int FASTEST_MILLIS = 150;
    private static final int STEP_MILLIS = 37;

    private final ConversationSerializer conversations = new ConversationSerializer();
    private final BotBucketSerializer buckets = new BotBucketSerializer();
    private final DataOutputSerializer out = new DataOutputSerializer(1 << 16);
    private final DataInputDeserializer in = new DataInputDeserializer();

    /** Messages of the conversation, and of the bucket. */
    @Param({"6", "60"})
    private int messages;

    private Conversation conversation;
    private byte[] conversationBytes;
    private BotBucket bucket;
    private BotBucket minute;
    private byte[] bucketBytes;

    @Setup
    public void prepare() throws IOException {
        EventScript script = new EventScript();
        for (int i = 0; i < messages / 2; i++) {
            String at = ASKED.formatted(i % SECONDS);
            script.received(at).sent(at, Outcome.SUCCESS, FASTEST_MILLIS + i * STEP_MILLIS, 100, 1_000);
        }
        conversation = new Conversation();
        FactCombiner facts = new FactCombiner();
        for (BotEvent event : script.events()) {
            conversation.add(event, Long.MIN_VALUE, facts);
        }
        List<BotMinute> combined = new ArrayList<>();
        facts.drain(combined::add, hours -> {});
        minute = combined.get(0).facts();
        bucket = buckets.copy(minute);
        conversations.serialize(conversation, out);
        conversationBytes = out.getCopyOfBuffer();
        out.clear();
        buckets.serialize(bucket, out);
        bucketBytes = out.getCopyOfBuffer();
        out.clear();
    }

    /** A minute's facts into a day. */
    @Benchmark
    public BotBucket mergeBucket() {
        bucket.addAll(minute);
        return bucket;
    }

    @Benchmark
    public int serializeConversation() throws IOException {
        out.clear();
        conversations.serialize(conversation, out);
        return out.length();
    }

    @Benchmark
    public Conversation deserializeConversation() throws IOException {
        in.setBuffer(conversationBytes);
        return conversations.deserialize(in);
    }

    @Benchmark
    public int serializeBucket() throws IOException {
        out.clear();
        buckets.serialize(bucket, out);
        return out.length();
    }

    @Benchmark
    public BotBucket deserializeBucket() throws IOException {
        in.setBuffer(bucketBytes);
        return buckets.deserialize(in);
    }
}
