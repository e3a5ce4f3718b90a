package io.botflow.analytics.jobs.sink.redis;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Stub. */
public final class RedisSink implements Sink<RedisWrite> {
    private static final long serialVersionUID = 1;

    /** Stub. */
    public static RedisSink to(String url) {
        return new RedisSink();
    }

    @Override
    public SinkWriter<RedisWrite> createWriter(WriterInitContext context) {
        throw new UnsupportedOperationException("stub");
    }
}
