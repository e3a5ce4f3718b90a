package io.botflow.analytics.api;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;

/** Serves the API on one port, health and metrics on another. */
public final class ApiServer extends VerticleBase {
    private final ApiSettings settings;
    private Redis redis;

    public ApiServer(ApiSettings settings) {
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        redis = Redis.createClient(vertx, new RedisOptions().setConnectionString(settings.redisUrl()));
        Future<HttpServer> api = vertx.createHttpServer(listening(settings.port()))
                .requestHandler(Routes.create(vertx))
                .listen();
        Future<HttpServer> management = vertx.createHttpServer(listening(settings.managementPort()))
                .requestHandler(new Health(redis).routes(vertx))
                .listen();
        return Future.all(api, management);
    }

    private HttpServerOptions listening(int port) {
        return new HttpServerOptions().setHost(settings.host()).setPort(port);
    }

    @Override
    public Future<?> stop() {
        return redis.close();
    }
}
