package io.botflow.analytics.jobs.sink.redis;

import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** One change of what Redis holds. */
public sealed interface RedisWrite {
    TypeInformation<RedisWrite> TYPE = new CompactTypeInfo<>(RedisWrite.class, new RedisWriteSerializer());

    /**
     * What a key holds from now on, whatever it held before: writing it twice is writing it once.
     */
    sealed interface Value extends RedisWrite {
        String key();
    }

    /**
     * A hash; without fields, the key is removed.
     *
     * @param fields all of them
     * @param timeToLive from this write on
     * @param channel is told of the write by an empty message; null if nobody needs to know
     */
    record Hash(String key, Map<String, byte[]> fields, Duration timeToLive, String channel) implements Value {}

    /**
     * A sorted set; without members, the key is removed.
     *
     * @param scores all members with their scores
     * @param timeToLive from this write on
     */
    record SortedSet(String key, Map<String, Long> scores, Duration timeToLive) implements Value {}

    /** A string that stays. */
    record Text(String key, String value) implements Value {}

    /**
     * A frame for all who look on: kept in the organization's stream and published on its channel under the id that the
     * stream gives it.
     *
     * @param type the frame's type
     * @param data the frame's data, a JSON object
     */
    record Frame(UUID organizationId, String type, String data) implements RedisWrite {}
}
