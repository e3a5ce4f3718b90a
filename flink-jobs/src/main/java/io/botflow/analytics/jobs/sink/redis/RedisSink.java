package io.botflow.analytics.jobs.sink.redis;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes to Redis at least once: values are absolute, so writing them again changes nothing; frames may repeat after a
 * failure.
 */
public final class RedisSink implements Sink<RedisWrite> {
    private static final long serialVersionUID = 1;

    private final RedisAddress address;

    private RedisSink(RedisAddress address) {
        this.address = address;
    }

    /**
     * A sink to a server.
     *
     * @param redisUrl {@code redis[s]://[[user]:password@]host[:port][/number]}
     * @throws IllegalArgumentException naming the setting
     */
    public static RedisSink to(String redisUrl) {
        return new RedisSink(new RedisAddress(redisUrl));
    }

    @Override
    public SinkWriter<RedisWrite> createWriter(WriterInitContext context) {
        return RedisWriter.start(address, context.metricGroup());
    }
}
