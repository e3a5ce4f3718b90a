package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.log.RequestIds;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Gives each request an id, which is on the answer, in its problem and in the lines of the log: the client's own, if it
 * is one that harms nothing there.
 */
public final class RequestId implements Handler<RoutingContext> {
    static final String HEADER = "X-Request-Id";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    public void handle(RoutingContext context) {
        give(context.request());
        context.next();
    }

    /** The id that the answer to a request has, or gets now. */
    static String give(HttpServerRequest request) {
        String given = request.response().headers().get(HEADER);
        if (given != null) {
            return given;
        }
        String id = choose(request.getHeader(HEADER));
        request.response().putHeader(HEADER, id);
        RequestIds.set(id);
        return id;
    }

    static String choose(String wanted) {
        return wanted != null && HARMLESS.matcher(wanted).matches()
                ? wanted
                : UUID.randomUUID().toString();
    }
}
