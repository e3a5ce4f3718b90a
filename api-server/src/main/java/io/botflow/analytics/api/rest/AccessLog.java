package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.log.RequestIds;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line of JSON for each request when it has ended. It names the route and never what a client wrote: paths and
 * parameters hold words, phones and tokens.
 */
public final class AccessLog implements Handler<RoutingContext> {
    private static final String NAME = "botflow.access";
    private static final Logger LOG = LoggerFactory.getLogger(NAME);
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final Clock clock;

    /** What is remembered of a request while it is a socket; much less than all of it, as there are many. */
    public record Upgrade(Instant at, String requestId, String route) {}

    public AccessLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        Instant began = clock.instant();
        context.addEndHandler(ended -> write(context, began, ended.succeeded()));
        context.next();
    }

    private void write(RoutingContext context, Instant began, boolean isWhole) {
        HttpMethod method = context.request().method();
        JsonObject line = line(
                began,
                RequestId.give(context.request()),
                METHODS.contains(method) ? method.name() : "other",
                RequestTimes.route(context),
                context.response().getStatusCode(),
                BearerAuthentication.caller(context));
        line.put("bytes", context.response().bytesWritten());
        String problem = Failures.problemOf(context);
        if (problem != null) {
            line.put("problem", problem);
        }
        if (!isWhole) {
            // The client has gone before it had the answer.
            line.put("aborted", true);
        }
        LOG.info(line.encode());
    }

    /** The request becomes a socket, and has no end as a request. */
    public Upgrade upgrade(RoutingContext context) {
        return new Upgrade(clock.instant(), RequestId.give(context.request()), RequestTimes.route(context));
    }

    /**
     * A socket has ended.
     *
     * @param caller whose it was; null if nobody was let in
     */
    public void closed(Upgrade upgrade, Caller caller) {
        LOG.info(line(
                        upgrade.at(),
                        upgrade.requestId(),
                        HttpMethod.GET.name(),
                        upgrade.route(),
                        SWITCHING_PROTOCOLS,
                        caller)
                .encode());
    }

    private JsonObject line(Instant began, String requestId, String method, String route, int status, Caller caller) {
        Instant now = clock.instant();
        JsonObject line = new JsonObject()
                .put("time", TIME.format(now))
                .put("logger", NAME)
                .put(RequestIds.NAME, requestId)
                .put("method", method)
                .put("route", route)
                .put("status", status)
                .put("milliseconds", Duration.between(began, now).toMillis());
        if (caller != null) {
            line.put("organization", caller.identity().organizationId().toString())
                    .put("user", caller.identity().userId().toString());
        }
        return line;
    }
}
