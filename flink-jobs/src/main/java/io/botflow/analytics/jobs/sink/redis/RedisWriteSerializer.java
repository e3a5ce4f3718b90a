package io.botflow.analytics.jobs.sink.redis;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Carries writes between tasks; never kept in state. */
public final class RedisWriteSerializer extends CompactSerializer<RedisWrite> {
    private static final long serialVersionUID = 1;
    private static final byte HASH = 1;
    private static final byte SORTED_SET = 2;
    private static final byte TEXT = 3;
    private static final byte FRAME = 4;

    @Override
    protected void write(RedisWrite write, DataOutputView out) throws IOException {
        if (write instanceof RedisWrite.Hash hash) {
            out.writeByte(HASH);
            Compact.writeString(hash.key(), out);
            Compact.writeLong(hash.fields().size(), out);
            for (Map.Entry<String, byte[]> field : hash.fields().entrySet()) {
                Compact.writeString(field.getKey(), out);
                Compact.writeBytes(field.getValue(), out);
            }
            Compact.writeLong(hash.timeToLive().toMillis(), out);
            Compact.writeString(hash.channel(), out);
        } else if (write instanceof RedisWrite.SortedSet sortedSet) {
            out.writeByte(SORTED_SET);
            Compact.writeString(sortedSet.key(), out);
            Compact.writeLong(sortedSet.scores().size(), out);
            for (Map.Entry<String, Long> score : sortedSet.scores().entrySet()) {
                Compact.writeString(score.getKey(), out);
                out.writeLong(score.getValue());
            }
            Compact.writeLong(sortedSet.timeToLive().toMillis(), out);
        } else if (write instanceof RedisWrite.Text text) {
            out.writeByte(TEXT);
            Compact.writeString(text.key(), out);
            Compact.writeString(text.value(), out);
        } else if (write instanceof RedisWrite.Frame frame) {
            out.writeByte(FRAME);
            Compact.writeUuid(frame.organizationId(), out);
            Compact.writeString(frame.type(), out);
            Compact.writeString(frame.data(), out);
        }
    }

    @Override
    public RedisWrite deserialize(DataInputView in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case HASH ->
                new RedisWrite.Hash(
                        Compact.readString(in),
                        readFields(in),
                        Duration.ofMillis(Compact.readLong(in)),
                        Compact.readString(in));
            case SORTED_SET ->
                new RedisWrite.SortedSet(
                        Compact.readString(in), readScores(in), Duration.ofMillis(Compact.readLong(in)));
            case TEXT -> new RedisWrite.Text(Compact.readString(in), Compact.readString(in));
            case FRAME -> new RedisWrite.Frame(Compact.readUuid(in), Compact.readString(in), Compact.readString(in));
            default -> throw new IOException("a Redis write of kind " + kind);
        };
    }

    private static Map<String, byte[]> readFields(DataInputView in) throws IOException {
        int size = Compact.readInt(in);
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            fields.put(Compact.readString(in), Compact.readBytes(in));
        }
        return fields;
    }

    private static Map<String, Long> readScores(DataInputView in) throws IOException {
        int size = Compact.readInt(in);
        Map<String, Long> scores = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            scores.put(Compact.readString(in), in.readLong());
        }
        return scores;
    }
}
