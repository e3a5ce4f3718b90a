package io.botflow.analytics.api.realtime;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Reads answers of Redis, which have other shapes in its older and its newer protocol. */
final class Replies {
    private Replies() {}

    /** The text of a string; null if there is none. */
    static String text(Response reply) {
        return reply == null ? null : reply.toString(StandardCharsets.UTF_8);
    }

    /** The fields of a hash. */
    static Map<String, String> fields(Response hash) {
        Map<String, String> fields = new HashMap<>();
        forEachPair(hash, (name, value) -> fields.put(name, text(value)));
        return fields;
    }

    /** The fields of a hash whose values are no text. */
    static Map<String, byte[]> binaryFields(Response hash) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        forEachPair(hash, (name, value) -> fields.put(name, value.toBytes()));
        return fields;
    }

    /** The members of a sorted set with their scores, which are whole numbers. */
    static Map<String, Long> scores(Response sortedSet) {
        Map<String, Long> scores = new LinkedHashMap<>();
        forEachPair(sortedSet, (member, score) -> scores.put(member, score(score)));
        return scores;
    }

    /** A score, which is a whole number; 0 if there is none. */
    static long score(Response score) {
        return score == null ? 0 : (long) Double.parseDouble(score.toString());
    }

    private static void forEachPair(Response reply, BiConsumer<String, Response> action) {
        if (reply == null) {
            return;
        }
        if (reply.isMap()) {
            reply.getKeys().forEach(key -> action.accept(key, reply.get(key)));
        } else if (reply.size() > 0 && reply.get(0).type() == ResponseType.MULTI) {
            reply.forEach(pair -> action.accept(text(pair.get(0)), pair.get(1)));
        } else {
            for (int i = 0; i + 1 < reply.size(); i += 2) {
                action.accept(text(reply.get(i)), reply.get(i + 1));
            }
        }
    }
}
