package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.log.RequestIds;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
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

    public AccessLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        long began = clock.millis();
        context.addEndHandler(ended -> {
            Instant now = clock.instant();
            LOG.info(line(context, now, now.toEpochMilli() - began, ended.succeeded()));
        });
        context.next();
    }

    private static String line(RoutingContext context, Instant now, long millis, boolean isWhole) {
        HttpMethod method = context.request().method();
        JsonObject line = new JsonObject()
                .put("time", TIME.format(now))
                .put("logger", NAME)
                .put(RequestIds.NAME, RequestId.give(context.request()))
                .put("method", METHODS.contains(method) ? method.name() : "other")
                .put("route", RequestTimes.route(context))
                .put("status", context.response().getStatusCode())
                .put("milliseconds", millis)
                .put("bytes", context.response().bytesWritten());
        Caller caller = BearerAuthentication.caller(context);
        if (caller != null) {
            line.put("organization", caller.identity().organizationId().toString())
                    .put("user", caller.identity().userId().toString());
        }
        String problem = Failures.problemOf(context);
        if (problem != null) {
            line.put("problem", problem);
        }
        if (!isWhole) {
            // The client has gone before it had the answer.
            line.put("aborted", true);
        }
        return line.encode();
    }
}
