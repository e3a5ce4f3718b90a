package io.botflow.analytics.api.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The way of every answer in JSON that is not a problem. */
public final class JsonAnswer {
    private static final String TYPE = "application/json";
    private static final int NOT_MODIFIED = 304;
    private static final int TAG_BYTES = 16;
    private static final String WEAK = "W/";

    private JsonAnswer() {}

    /** Ends the answer with what the client may keep, or tells it that it has it already. */
    public static void send(RoutingContext context, JsonObject json) {
        send(context, json.toBuffer());
    }

    /** Like {@link #send(RoutingContext, JsonObject)}, with what is written already. */
    public static void send(RoutingContext context, Buffer json) {
        HttpServerResponse response = context.response();
        String tag = tag(json.getBytes());
        response.putHeader("ETag", WEAK + tag).putHeader("Cache-Control", "private, no-cache");
        if (has(context.request().headers().getAll("If-None-Match"), tag)) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            response.putHeader("Content-Type", TYPE).end(json);
        }
    }

    /** Ends the answer with what is another one at any moment, and not worth keeping. */
    public static void sendLive(RoutingContext context, JsonObject json) {
        context.response().putHeader("Content-Type", TYPE).end(json.toBuffer());
    }

    /** Weak, because compression changes the bytes. */
    private static String tag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, TAG_BYTES)) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Tags are compared weakly (RFC 9110, 13.1.2); this one has no comma that would be taken for the end of it. */
    static boolean has(List<String> headers, String tag) {
        for (String header : headers) {
            for (String one : header.split(",", -1)) {
                String known = one.strip();
                if (known.equals("*") || known.equals(tag) || known.equals(WEAK + tag)) {
                    return true;
                }
            }
        }
        return false;
    }
}
