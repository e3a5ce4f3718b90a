package io.botflow.analytics.api;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether the server lives, and whether what it reads from answers. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long PATIENCE_SECONDS = 2;

    private final Redis redis;

    Health(Redis redis) {
        this.redis = redis;
    }

    Router routes(Vertx vertx) {
        Router router = Router.router(vertx);
        router.get("/health/live").handler(Health::up);
        router.get("/health/ready").handler(this::ready);
        Routes.handleErrors(router);
        return router;
    }

    private void ready(RoutingContext context) {
        redis.send(Request.cmd(Command.PING))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onSuccess(pong -> up(context))
                .onFailure(e -> {
                    LOG.warn("Redis does not answer: {}", e.getMessage());
                    new Problem(Problem.SERVICE_UNAVAILABLE, "Not ready", "Redis does not answer")
                            .send(context.response());
                });
    }

    private static void up(RoutingContext context) {
        context.json(new JsonObject().put("status", "UP"));
    }
}
