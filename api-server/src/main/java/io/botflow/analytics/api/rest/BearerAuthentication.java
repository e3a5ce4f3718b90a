package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.AccessDeniedException;
import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.access.Caller;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Lets in who brings a valid token of a member. */
public final class BearerAuthentication implements Handler<RoutingContext> {
    private static final String HEADER = "Authorization";
    private static final String SCHEME = "Bearer ";
    private static final String CALLER = "botflow.caller";
    private static final String CHALLENGE = "Bearer realm=\"botflow\"";

    private final Admission admission;

    public BearerAuthentication(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<String> token = token(context.request());
        if (token.isEmpty()) {
            context.fail(new AccessDeniedException(AccessDeniedException.Reason.NOT_AUTHENTICATED));
            return;
        }
        admission
                .admit(token.get())
                .onSuccess(caller -> {
                    context.put(CALLER, caller);
                    context.next();
                })
                .onFailure(context::fail);
    }

    /** Empty also if there are several, of which nobody could say which counts. */
    private static Optional<String> token(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HEADER);
        if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return Optional.of(headers.get(0).substring(SCHEME.length()).trim());
    }

    /** Who asks; the organization is always the one of the token. */
    public static Caller caller(RoutingContext context) {
        return context.get(CALLER);
    }

    /** What a client is told it needs (RFC 6750). */
    static String challenge(HttpServerRequest request) {
        return token(request).isPresent() ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE;
    }
}
