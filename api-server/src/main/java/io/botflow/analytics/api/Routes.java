package io.botflow.analytics.api;

import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.contract.ApiContract;
import io.botflow.analytics.api.contract.ContractRoutes;
import io.botflow.analytics.api.csv.Exports;
import io.botflow.analytics.api.dashboard.DashboardRoutes;
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
import io.botflow.analytics.api.rest.SlowClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** The table of contents of the API's port: what is answered where, and who may ask for it. */
final class Routes {
    private static final String STREAM = "/api/analytics/stream";

    private final Router router;
    private final ApiContract contract;
    private final Handler<RoutingContext> authentication;
    private final Handler<RoutingContext> rate;

    private Routes(
            Router router, ApiContract contract, Handler<RoutingContext> authentication, Handler<RoutingContext> rate) {
        this.router = router;
        this.contract = contract;
        this.authentication = authentication;
        this.rate = rate;
    }

    /**
     * Where answers come from.
     *
     * @param dashboard the web page
     * @param descriptions what the routes are held to
     * @param admission decides who is let in
     * @param reads what PostgreSQL stores
     * @param realtime what Redis holds
     * @param stream what is sent as it happens
     * @param exports what is streamed as CSV
     */
    record Sources(
            DashboardRoutes dashboard,
            ContractRoutes descriptions,
            Admission admission,
            TenantReads reads,
            RedisRealtime realtime,
            StreamEndpoint stream,
            Exports exports) {}

    static Router create(
            Vertx vertx,
            ApiSettings settings,
            Clock clock,
            Sources sources,
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
        // Asks for a token itself, after the upgrade.
        router.get(STREAM).handler(RequestTimes.named(STREAM)).handler(sources.stream());
        Routes routes = new Routes(
                router,
                sources.descriptions().contract(),
                new BearerAuthentication(sources.admission()),
                new RequestRate(settings.requestsPerSecond(), clock));
        OwnBots ownBots = new OwnBots(sources.admission());
        CursorSeal cursors = new CursorSeal(settings.cursorSecret());
        routes.add(sources.dashboard());
        routes.add(sources.descriptions());
        routes.add(new RealtimeRoutes(sources.realtime(), ownBots));
        routes.add(new SeriesRoutes(sources.reads(), ownBots, clock));
        routes.add(new BotRoutes(sources.reads(), sources.realtime(), ownBots, clock));
        routes.add(new ConversationRoutes(sources.reads(), ownBots, cursors, clock));
        routes.add(new ExportRoutes(sources.reads(), ownBots, sources.exports(), clock));
        return router;
    }

    private void add(DashboardRoutes dashboard) {
        forBrowsers("/", dashboard::page);
        forBrowsers("/bots", dashboard::page);
        forBrowsers("/conversations", dashboard::page);
        forBrowsers("/conversations/:conversation_id", dashboard::page);
        forBrowsers("/icon.svg", dashboard::icon);
        forBrowsers("/assets/:file", dashboard::asset);
    }

    private void add(ContractRoutes descriptions) {
        forAnybody("/openapi.json", descriptions::openApi);
        forAnybody("/asyncapi.json", descriptions::asyncApi);
        forAnybody("/docs", descriptions::docs);
    }

    private void add(RealtimeRoutes realtime) {
        forMembers("/api/analytics/realtime", realtime::realtime);
        forMembers("/api/analytics/bots/:bot_id/percentiles", realtime::percentiles);
    }

    private void add(SeriesRoutes series) {
        forMembers("/api/analytics/response-times", series::responseTimes);
        forMembers("/api/analytics/message-volume", series::messageVolume);
        forMembers("/api/analytics/success-rate", series::successRate);
        forMembers("/api/analytics/conversation-duration", series::conversationDuration);
        forMembers("/api/analytics/usage", series::usage);
    }

    private void add(BotRoutes bots) {
        forMembers("/api/analytics/leaderboard", bots::leaderboard);
        forMembers("/api/analytics/bots", bots::bots);
        forMembers("/api/analytics/bots/:bot_id/performance", bots::performance);
    }

    private void add(ConversationRoutes conversations) {
        forMembers("/api/conversations", conversations::list);
        forMembers("/api/conversations/:conversation_id", conversations::one);
        forMembers("/api/conversations/:conversation_id/messages", conversations::messages);
    }

    private void add(ExportRoutes exports) {
        forMembers("/api/export/conversations.csv", exports::conversations);
        forMembers("/api/export/bot-performance.csv", exports::botPerformance);
        forMembers("/api/export/usage.csv", exports::usage);
        forMembers("/api/export/response-times.csv", exports::responseTimes);
        forMembers("/api/export/messages.csv", exports::messages);
    }

    /** For members of the token's organization, within its rate, and as the contract says. */
    private void forMembers(String path, Handler<RoutingContext> answer) {
        get(path)
                .handler(authentication)
                .handler(rate)
                .handler(contract.rulesOf(path))
                .handler(answer);
    }

    private void forAnybody(String path, Handler<RoutingContext> answer) {
        get(path).handler(contract.rulesOf(path)).handler(answer);
    }

    /** Of the page: for anybody, and not of the contract, so that what stands behind the question mark is the page's own. */
    private void forBrowsers(String path, Handler<RoutingContext> answer) {
        get(path).handler(answer);
    }

    private Route get(String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(RequestTimes.named(path));
    }
}
