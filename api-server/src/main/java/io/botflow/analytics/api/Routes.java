package io.botflow.analytics.api;

import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.live.StreamEndpoint;
import io.botflow.analytics.api.realtime.RedisRealtime;
import io.botflow.analytics.api.rest.AccessLog;
import io.botflow.analytics.api.rest.BearerAuthentication;
import io.botflow.analytics.api.rest.CommonHeaders;
import io.botflow.analytics.api.rest.CrossOrigin;
import io.botflow.analytics.api.rest.Failures;
import io.botflow.analytics.api.rest.NoBody;
import io.botflow.analytics.api.rest.RealtimeRoutes;
import io.botflow.analytics.api.rest.RequestId;
import io.botflow.analytics.api.rest.RequestRate;
import io.botflow.analytics.api.rest.RequestTimes;
import io.botflow.analytics.api.rest.SlowClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** The table of contents of the API's port. */
final class Routes {
    private static final String STREAM = "/api/analytics/stream";

    private final Router router;
    private final Handler<RoutingContext> authentication;
    private final Handler<RoutingContext> rate;

    private Routes(Router router, Handler<RoutingContext> authentication, Handler<RoutingContext> rate) {
        this.router = router;
        this.authentication = authentication;
        this.rate = rate;
    }

    static Router create(
            Vertx vertx,
            ApiSettings settings,
            Clock clock,
            Admission admission,
            RedisRealtime realtime,
            StreamEndpoint stream,
            AccessLog log,
            SlowClients slow,
            MeterRegistry meters) {
        Router router = Router.router(vertx);
        Failures.handleWith(router);
        router.route().handler(new RequestId());
        router.route().handler(new CommonHeaders());
        router.route().handler(log);
        router.route().handler(slow);
        router.route().handler(new RequestTimes(meters));
        router.route().handler(new CrossOrigin(settings.allowedOrigins()));
        router.route().handler(new NoBody());
        router.get(STREAM).handler(RequestTimes.named(STREAM)).handler(stream);
        new Routes(router, new BearerAuthentication(admission), new RequestRate(settings.requestsPerSecond(), clock))
                .add(new RealtimeRoutes(realtime, admission));
        return router;
    }

    private void add(RealtimeRoutes realtime) {
        get("/api/analytics/realtime", realtime::realtime);
        get("/api/analytics/bots/:bot_id/percentiles", realtime::percentiles);
    }

    private void get(String path, Handler<RoutingContext> answer) {
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(RequestTimes.named(path))
                .handler(authentication)
                .handler(rate)
                .handler(answer);
    }
}
