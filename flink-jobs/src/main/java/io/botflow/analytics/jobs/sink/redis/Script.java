package io.botflow.analytics.jobs.sink.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What Redis runs for a write. A script is atomic: no reader sees a value half written, and a frame is in the stream
 * before it is published, in the order of ids.
 */
enum Script {
    /** Time to live, channel, then fields and contents. */
    HASH("""
            redis.call('DEL', KEYS[1])
            if #ARGV > 2 then
              for i = 3, #ARGV, 1000 do
                redis.call('HSET', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV)))
              end
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
            end
            if ARGV[2] ~= '' then redis.call('PUBLISH', ARGV[2], '') end
            """),
    /** Time to live, then scores and members. */
    SORTED_SET("""
            redis.call('DEL', KEYS[1])
            if #ARGV > 1 then
              for i = 2, #ARGV, 1000 do
                redis.call('ZADD', KEYS[1], unpack(ARGV, i, math.min(i + 999, #ARGV)))
              end
              redis.call('PEXPIRE', KEYS[1], ARGV[1])
            end
            """),
    /** The text. */
    TEXT("redis.call('SET', KEYS[1], ARGV[1])"),
    /** Channel, then types and data. */
    FRAMES("""
            for i = 2, #ARGV, 2 do
              local id = redis.call('XADD', KEYS[1], 'MAXLEN', '=', 1000, '*', 'type', ARGV[i], 'data', ARGV[i + 1])
              redis.call('PUBLISH', ARGV[1],
                '{"type":"' .. ARGV[i] .. '","id":"' .. id .. '","data":' .. ARGV[i + 1] .. '}')
            end
            """);

    private final String text;
    private final String hash;

    Script(String text) {
        this.text = text;
        this.hash = sha1(text);
    }

    String text() {
        return text;
    }

    /** The name under which Redis keeps it. */
    String hash() {
        return hash;
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
