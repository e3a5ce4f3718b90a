package io.botflow.analytics.api;

import io.botflow.analytics.api.access.Memberships;
import io.botflow.analytics.api.access.TokenVerifier;
import io.botflow.analytics.api.contract.ApiContract;
import io.botflow.analytics.api.contract.ContractRoutes;
import io.botflow.analytics.api.csv.Exports;
import io.botflow.analytics.api.dashboard.DashboardRoutes;
import io.botflow.analytics.api.database.Database;
import io.botflow.analytics.api.database.UnsafeDatabaseException;
import io.botflow.analytics.api.live.Hub;
import io.botflow.analytics.api.live.SocketSettings;
import io.botflow.analytics.api.live.StreamEndpoint;
import io.botflow.analytics.api.query.TenantReads;
import io.botflow.analytics.api.realtime.RedisClient;
import io.botflow.analytics.api.realtime.RedisRealtime;
import io.botflow.analytics.api.rest.AccessLog;
import io.botflow.analytics.api.rest.Failures;
import io.botflow.analytics.api.rest.SlowClients;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the API on one port, health and metrics on another. It does not start on a database that would show one
 * organization's rows to another; while the database does not answer, it starts and is not ready.
 */
public final class ApiServer extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    /** A token of 4 KiB fits into either. */
    private static final int LONGEST_LINE_BYTES = 8 * 1024;

    private static final int LARGEST_HEADERS_BYTES = 16 * 1024;
    private static final int COMPRESSION_LEVEL = 1;
    private static final int COMPRESSED_FROM_BYTES = 1_024;
    private static final int IDLE_SECONDS = 60;
    private static final long SLOW_CHECK_MILLIS = 5_000;
    private static final long REQUESTS_END_SECONDS = 5;

    private final ApiSettings settings;
    private final Clock clock;
    private final Metrics metrics = new Metrics();
    private RedisClient redis;
    private Database database;
    private Hub hub;
    private Exports exports;
    private HttpServer api;
    private HttpServer management;

    public ApiServer(ApiSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        redis = RedisClient.create(vertx, settings.redisUrl());
        database = Database.create(vertx, settings.database());
        return database.check()
                .recover(e -> {
                    if (e instanceof UnsafeDatabaseException) {
                        return Future.failedFuture(e);
                    }
                    LOG.warn("starting without the database: {}: {}", e.getMessage(), String.valueOf(e.getCause()));
                    return Future.succeededFuture();
                })
                // Reading and compressing takes long enough to hold up what else begins.
                .compose(checked -> vertx.executeBlocking(
                        () -> new Pages(DashboardRoutes.load(), new ContractRoutes(ApiContract.load()))))
                .compose(this::listen)
                .recover(e -> stop().transform(stopped -> Future.failedFuture(e)));
    }

    /** What is read once, before the first request. */
    private record Pages(DashboardRoutes dashboard, ContractRoutes descriptions) {}

    private Future<Void> listen(Pages pages) {
        TokenVerifier verifier = TokenVerifier.create(vertx, settings.tokens(), clock, metrics.registry());
        Memberships memberships = new Memberships(verifier, database);
        RedisRealtime realtime = new RedisRealtime(redis);
        hub = new Hub(
                vertx,
                settings.sockets(),
                memberships,
                realtime,
                redis,
                settings.redisUrl(),
                clock,
                metrics.registry());
        hub.start();
        exports = new Exports(vertx, settings.exports(), database, settings.database(), metrics.registry());
        AccessLog log = new AccessLog(clock);
        StreamEndpoint stream = new StreamEndpoint(settings.allowedOrigins(), memberships, hub, clock, log);
        SlowClients slow = new SlowClients(TimeUnit.SECONDS.toMillis(IDLE_SECONDS), clock);
        vertx.setPeriodic(SLOW_CHECK_MILLIS, timer -> slow.check());
        api = vertx.createHttpServer(SocketSettings.applyTo(options(settings.port())))
                .connectionHandler(slow::connected)
                .invalidRequestHandler(Failures::answerInvalid)
                .requestHandler(Routes.create(
                        vertx,
                        settings,
                        clock,
                        new Routes.Sources(
                                pages.dashboard(),
                                pages.descriptions(),
                                memberships,
                                new TenantReads(database),
                                realtime,
                                stream,
                                exports),
                        log,
                        slow,
                        metrics.registry()));
        management = vertx.createHttpServer(options(settings.managementPort()))
                .invalidRequestHandler(Failures::answerInvalid)
                .requestHandler(managementRoutes());
        return Future.join(api.listen(), management.listen()).mapEmpty();
    }

    private Router managementRoutes() {
        Health health = new Health(redis, database);
        Router router = Router.router(vertx);
        Failures.handleWith(router);
        router.get("/health/live").handler(health::live);
        router.get("/health/ready").handler(health::ready);
        router.get("/metrics").handler(metrics::answer);
        return router;
    }

    private HttpServerOptions options(int port) {
        return new HttpServerOptions()
                .setHost(settings.host())
                .setPort(port)
                .setMaxInitialLineLength(LONGEST_LINE_BYTES)
                .setMaxHeaderSize(LARGEST_HEADERS_BYTES)
                // Nobody needs it; its streams are opened and reset at no cost to the client, and it would keep
                // connections from SlowClients until a request has come.
                .setHttp2ClearTextEnabled(false)
                // Only as fast as answers are made: more would cost more time than it saves on the wire.
                .setCompressionSupported(true)
                .setCompressionLevel(COMPRESSION_LEVEL)
                .setCompressionContentSizeThreshold(COMPRESSED_FROM_BYTES)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    /** Takes no new requests, lets those that run end, and only then closes what they read from. */
    @Override
    public Future<?> stop() {
        Future<Void> silent = hub == null ? Future.succeededFuture() : hub.stop();
        return silent.eventually(() -> shutdown(api))
                .eventually(() -> exports == null ? Future.succeededFuture() : exports.close())
                .eventually(() -> shutdown(management))
                .eventually(redis::close)
                .eventually(database::close)
                .onComplete(closed -> metrics.close());
    }

    private static Future<Void> shutdown(HttpServer server) {
        return server == null ? Future.succeededFuture() : server.shutdown(REQUESTS_END_SECONDS, TimeUnit.SECONDS);
    }
}
