package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.content.EntityTag;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The way of every answer in JSON that is not a problem. */
public final class JsonAnswer {
    private static final String TYPE = "application/json";
    private static final int NOT_MODIFIED = 304;

    private JsonAnswer() {}

    /** Ends the answer with what the client may keep, or tells it that it has it already. */
    public static void send(RoutingContext context, JsonObject json) {
        send(context, json.toBuffer());
    }

    /** Like {@link #send(RoutingContext, JsonObject)}, with what is written already. */
    public static void send(RoutingContext context, Buffer json) {
        HttpServerResponse response = context.response();
        EntityTag tag = EntityTag.of(json.getBytes());
        response.putHeader("ETag", tag.header()).putHeader("Cache-Control", "private, no-cache");
        if (tag.isIn(context.request().headers().getAll("If-None-Match"))) {
            response.setStatusCode(NOT_MODIFIED).end();
        } else {
            response.putHeader("Content-Type", TYPE).end(json);
        }
    }

    /** Ends the answer with what is another one at any moment, and not worth keeping. */
    public static void sendLive(RoutingContext context, JsonObject json) {
        context.response().putHeader("Content-Type", TYPE).end(json.toBuffer());
    }
}
