package io.botflow.analytics.jobs.sink.redis;

import io.botflow.analytics.jobs.serialization.CompactSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Stub. */
public final class RedisWriteSerializer extends CompactSerializer<RedisWrite> {
    private static final long serialVersionUID = 1;

    @Override
    public void serialize(RedisWrite value, DataOutputView out) {
        throw new UnsupportedOperationException("stub");
    }

    @Override
    public RedisWrite deserialize(DataInputView in) {
        throw new UnsupportedOperationException("stub");
    }
}
