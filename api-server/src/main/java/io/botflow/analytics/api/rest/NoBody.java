package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.problem.Problem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Refuses requests with a body before it is read: nothing here takes one. */
public final class NoBody implements Handler<RoutingContext> {
    private static final String NONE = "0";

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        if (request.getHeader("Transfer-Encoding") == null && (length == null || length.equals(NONE))) {
            context.next();
            return;
        }
        // What follows would otherwise be read to its end to find the next request.
        context.response().putHeader("Connection", "close");
        context.addEndHandler(ended -> request.connection().close());
        context.fail(Problem.CONTENT_TOO_LARGE);
    }
}
