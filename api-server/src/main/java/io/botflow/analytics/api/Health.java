package io.botflow.analytics.api;

import io.botflow.analytics.api.database.Database;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.realtime.RedisClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether the server lives, and whether what it reads from answers. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final RedisClient redis;
    private final Database database;

    Health(RedisClient redis, Database database) {
        this.redis = redis;
        this.database = database;
    }

    void live(RoutingContext context) {
        up(context);
    }

    void ready(RoutingContext context) {
        Future<Void> redisAnswers = redis.check();
        Future<Void> databaseAnswers = database.check();
        Future.join(redisAnswers, databaseAnswers).onComplete(all -> {
            List<String> faults = new ArrayList<>();
            addFault(faults, redisAnswers);
            addFault(faults, databaseAnswers);
            if (faults.isEmpty()) {
                up(context);
                return;
            }
            LOG.warn("not ready: {}", faults);
            Problem.unavailable(String.join("; ", faults)).send(context.response());
        });
    }

    private static void addFault(List<String> faults, Future<Void> check) {
        if (check.failed()) {
            faults.add(check.cause().getMessage());
        }
    }

    private static void up(RoutingContext context) {
        context.json(new JsonObject().put("status", "UP"));
    }
}
