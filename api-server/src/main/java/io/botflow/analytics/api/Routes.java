package io.botflow.analytics.api;

import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.csv.Exports;
import io.botflow.analytics.api.live.StreamEndpoint;
import io.botflow.analytics.api.query.TenantReads;
import io.botflow.analytics.api.realtime.RedisRealtime;
import io.botflow.analytics.api.rest.AccessLog;
import io.botflow.analytics.api.rest.BearerAuthentication;
import io.botflow.analytics.api.rest.BotRoutes;
import io.botflow.analytics.api.rest.CommonHeaders;
import io.botflow.analytics.api.rest.ConversationRoutes;
import io.botflow.analytics.api.rest.CrossOrigin;
import io.botflow.analytics.api.rest.CursorSeal;
import io.botflow.analytics.api.rest.ExportRoutes;
import io.botflow.analytics.api.rest.Failures;
import io.botflow.analytics.api.rest.NoBody;
import io.botflow.analytics.api.rest.OwnBots;
import io.botflow.analytics.api.rest.RealtimeRoutes;
import io.botflow.analytics.api.rest.RequestId;
import io.botflow.analytics.api.rest.RequestRate;
import io.botflow.analytics.api.rest.RequestTimes;
import io.botflow.analytics.api.rest.SeriesRoutes;
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
            TenantReads reads,
            RedisRealtime realtime,
            StreamEndpoint stream,
            Exports exports,
            MeterRegistry meters) {
        Router router = Router.router(vertx);
        Failures.handleWith(router);
        router.route().handler(new RequestId());
        router.route().handler(new CommonHeaders());
        router.route().handler(new AccessLog(clock));
        router.route().handler(new RequestTimes(meters));
        router.route().handler(new CrossOrigin(settings.allowedOrigins()));
        router.route().handler(new NoBody());
        router.get(STREAM).handler(RequestTimes.named(STREAM)).handler(stream);
        OwnBots ownBots = new OwnBots(admission);
        CursorSeal cursors = new CursorSeal(settings.cursorSecret());
        Routes routes = new Routes(
                router, new BearerAuthentication(admission), new RequestRate(settings.requestsPerSecond(), clock));
        routes.add(new RealtimeRoutes(realtime, ownBots));
        routes.add(new SeriesRoutes(reads, ownBots, clock));
        routes.add(new BotRoutes(reads, realtime, ownBots, clock));
        routes.add(new ConversationRoutes(reads, ownBots, cursors, clock));
        routes.add(new ExportRoutes(reads, ownBots, exports, clock));
        return router;
    }

    private void add(RealtimeRoutes realtime) {
        get("/api/analytics/realtime", realtime::realtime);
        get("/api/analytics/bots/:bot_id/percentiles", realtime::percentiles);
    }

    private void add(SeriesRoutes series) {
        get("/api/analytics/response-times", series::responseTimes);
        get("/api/analytics/message-volume", series::messageVolume);
        get("/api/analytics/success-rate", series::successRate);
        get("/api/analytics/conversation-duration", series::conversationDuration);
        get("/api/analytics/usage", series::usage);
    }

    private void add(BotRoutes bots) {
        get("/api/analytics/leaderboard", bots::leaderboard);
        get("/api/analytics/bots", bots::bots);
        get("/api/analytics/bots/:bot_id/performance", bots::performance);
    }

    private void add(ConversationRoutes conversations) {
        get("/api/conversations", conversations::list);
        get("/api/conversations/:conversation_id", conversations::one);
        get("/api/conversations/:conversation_id/messages", conversations::messages);
    }

    private void add(ExportRoutes exports) {
        get("/api/export/conversations.csv", exports::conversations);
        get("/api/export/bot-performance.csv", exports::botPerformance);
        get("/api/export/usage.csv", exports::usage);
        get("/api/export/response-times.csv", exports::responseTimes);
        get("/api/export/messages.csv", exports::messages);
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
