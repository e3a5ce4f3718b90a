package io.botflow.analytics.api.rest;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * What every answer says unless a route says otherwise: it is one caller's, for this moment, to be read as what it says
 * it is, and no page.
 */
public final class CommonHeaders implements Handler<RoutingContext> {
    @Override
    public void handle(RoutingContext context) {
        put(context.response());
        context.next();
    }

    static void put(HttpServerResponse response) {
        response.putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                // Does not hinder pages that ask with CORS.
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Vary", "Accept-Encoding, Authorization, Origin");
    }
}
