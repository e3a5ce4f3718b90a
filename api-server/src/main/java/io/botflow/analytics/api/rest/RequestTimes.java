package io.botflow.analytics.api.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** Counts and times requests by route and status. */
public final class RequestTimes implements Handler<RoutingContext> {
    private static final String ROUTE = "botflow.route";
    /** Not the path: whoever asks for made-up ones would make a series of each. */
    private static final String NO_ROUTE = "none";

    private final MeterRegistry meters;

    public RequestTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void handle(RoutingContext context) {
        if ("websocket".equalsIgnoreCase(context.request().getHeader("Upgrade"))) {
            // Lasts as long as the client likes, and is counted elsewhere.
            context.next();
            return;
        }
        Timer.Sample sample = Timer.start(meters);
        context.addEndHandler(ended -> {
            int status = context.response().getStatusCode();
            sample.stop(Timer.builder("botflow.http.requests")
                    .description("requests to the API's port")
                    .tag("route", route(context))
                    .tag("status", Integer.toString(status))
                    .publishPercentileHistogram()
                    .register(meters));
        });
        context.next();
    }

    /** The route that a request takes, as {@link #named} calls it. */
    static String route(RoutingContext context) {
        return context.get(ROUTE, NO_ROUTE);
    }

    /** Names the route that a request takes. */
    public static Handler<RoutingContext> named(String route) {
        return context -> {
            context.put(ROUTE, route);
            context.next();
        };
    }
}
