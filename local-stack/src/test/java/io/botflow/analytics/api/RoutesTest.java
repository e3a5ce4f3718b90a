package io.botflow.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.live.StreamEndpoint;
import io.botflow.analytics.api.query.TenantReads;
import io.botflow.analytics.api.realtime.RedisRealtime;
import io.botflow.analytics.local.Resource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Keeps the list that tests of every route go by equal to the router's. */
class RoutesTest {
    private static final String STREAM = "/api/analytics/stream";

    @Test
    void areThoseThatAreTested() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            // Nothing is asked of what stands behind the routes.
            Router router = Routes.create(
                    vertx,
                    ApiSettings.fromEnvironment(Map.of(
                            "JWT_ISSUER", "issuer", "JWT_AUDIENCE", "audience", "JWT_SECRET", "x".repeat(32))),
                    Clock.systemUTC(),
                    null,
                    new TenantReads(null),
                    new RedisRealtime(null),
                    new StreamEndpoint(Set.of(), null, null, Clock.systemUTC()),
                    null,
                    new SimpleMeterRegistry());

            List<String> paths = router.getRoutes().stream()
                    .map(Route::getPath)
                    .filter(Objects::nonNull)
                    .filter(path -> !path.equals(STREAM))
                    .toList();

            assertThat(paths)
                    .containsExactlyInAnyOrderElementsOf(List.of(Resource.values()).stream()
                            .map(Resource::route)
                            .toList());
        } finally {
            vertx.close().await(30, TimeUnit.SECONDS);
        }
    }
}
