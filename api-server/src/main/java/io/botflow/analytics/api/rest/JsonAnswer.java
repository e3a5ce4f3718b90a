package io.botflow.analytics.api.rest;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Ends a request with data. */
public final class JsonAnswer {
    private JsonAnswer() {}

    /** Sends the answer. */
    public static void send(RoutingContext context, JsonObject answer) {
        context.response().putHeader("Content-Type", "application/json").end(answer.toBuffer());
    }
}
