package io.botflow.analytics.jobs.sink.redis;

import io.botflow.analytics.schemas.RedisKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A script with what it works on: one key, so that a cluster knows where to run it.
 *
 * @param isFrames whether it appends to what is there, else it replaces it
 * @param arguments of {@code EVALSHA}: the script's hash, the number of keys, the key, and the rest
 */
record Command(String key, boolean isFrames, byte[][] arguments) {
    private static final byte[] ONE_KEY = bytes("1");

    /**
     * Makes a key hold a value, and nothing else.
     *
     * @param remainingMillis how long the key stays; of no matter for a text, which stays for good
     */
    static Command of(RedisWrite.Value value, long remainingMillis) {
        List<byte[]> rest = new ArrayList<>();
        if (value instanceof RedisWrite.Hash hash) {
            rest.add(bytes(Long.toString(remainingMillis)));
            rest.add(bytes(hash.channel() == null ? "" : hash.channel()));
            hash.fields().forEach((name, content) -> {
                rest.add(bytes(name));
                rest.add(content);
            });
            return new Command(value.key(), Script.HASH, rest);
        }
        if (value instanceof RedisWrite.SortedSet sortedSet) {
            rest.add(bytes(Long.toString(remainingMillis)));
            sortedSet.scores().forEach((member, score) -> {
                rest.add(bytes(score.toString()));
                rest.add(bytes(member));
            });
            return new Command(value.key(), Script.SORTED_SET, rest);
        }
        RedisWrite.Text text = (RedisWrite.Text) value;
        rest.add(bytes(text.value()));
        return new Command(value.key(), Script.TEXT, rest);
    }

    /** Appends frames to an organization's stream, and publishes each. */
    static Command of(UUID organizationId, List<RedisWrite.Frame> frames) {
        List<byte[]> rest = new ArrayList<>(1 + 2 * frames.size());
        rest.add(bytes(RedisKeys.live(organizationId)));
        for (RedisWrite.Frame frame : frames) {
            rest.add(bytes(frame.type()));
            rest.add(bytes(frame.data()));
        }
        return new Command(RedisKeys.feed(organizationId), Script.FRAMES, rest);
    }

    private Command(String key, Script script, List<byte[]> rest) {
        this(key, script == Script.FRAMES, new byte[3 + rest.size()][]);
        arguments[0] = bytes(script.hash());
        arguments[1] = ONE_KEY;
        arguments[2] = bytes(key);
        for (int i = 0; i < rest.size(); i++) {
            arguments[3 + i] = rest.get(i);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
