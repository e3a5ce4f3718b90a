package io.botflow.analytics.api;

import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.live.StreamEndpoint;
import io.botflow.analytics.api.realtime.RedisRealtime;
import io.botflow.analytics.api.rest.BearerAuthentication;
import io.botflow.analytics.api.rest.CommonHeaders;
import io.botflow.analytics.api.rest.Failures;
import io.botflow.analytics.api.rest.NoBody;
import io.botflow.analytics.api.rest.RealtimeRoutes;
import io.botflow.analytics.api.rest.RequestTimes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The table of contents of the API's port. */
final class Routes {
    private final Router router;
    private final Handler<RoutingContext> authentication;

    private Routes(Router router, Admission admission) {
        this.router = router;
        this.authentication = new BearerAuthentication(admission);
    }

    static Router create(
            Vertx vertx, Admission admission, RedisRealtime realtime, StreamEndpoint stream, MeterRegistry meters) {
        Router router = Router.router(vertx);
        Failures.handleWith(router);
        router.route().handler(new CommonHeaders());
        router.route().handler(new RequestTimes(meters));
        router.route().handler(new NoBody());
        router.get("/api/analytics/stream").handler(stream);
        new Routes(router, admission).add(new RealtimeRoutes(realtime, admission));
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
                .handler(answer);
    }
}
