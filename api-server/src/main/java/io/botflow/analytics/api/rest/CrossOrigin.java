package io.botflow.analytics.api.rest;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/**
 * Lets pages of some other origins read answers. To others nothing is said, so that browsers keep the answer from them;
 * they are not refused, because pages of the server's own origin send theirs too.
 */
public final class CrossOrigin implements Handler<RoutingContext> {
    private static final int NO_CONTENT = 204;

    private final Set<String> allowed;

    /** @param allowed the origins, in lower case */
    public CrossOrigin(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        String origin = request.getHeader("Origin");
        boolean isAllowed = origin != null && allowed.contains(origin.toLowerCase(Locale.ROOT));
        if (isAllowed) {
            response.putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", "ETag, Retry-After, X-Request-Id, Content-Disposition");
        }
        if (origin == null
                || !request.method().equals(HttpMethod.OPTIONS)
                || request.getHeader("Access-Control-Request-Method") == null) {
            context.next();
            return;
        }
        if (isAllowed) {
            response.putHeader("Access-Control-Allow-Methods", "GET, HEAD")
                    .putHeader("Access-Control-Allow-Headers", "Authorization, If-None-Match, X-Request-Id")
                    .putHeader("Access-Control-Max-Age", "600");
        }
        response.setStatusCode(NO_CONTENT).end();
    }
}
