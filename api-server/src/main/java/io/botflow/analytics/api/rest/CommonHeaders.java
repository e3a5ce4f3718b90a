package io.botflow.analytics.api.rest;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What every answer says: it is one caller's, for this moment, and to be read as what it says it is. */
public final class CommonHeaders implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        context.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }
}
