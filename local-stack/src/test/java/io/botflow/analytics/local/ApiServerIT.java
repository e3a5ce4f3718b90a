package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.ApiServer;
import io.botflow.analytics.api.ApiSettings;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.RedisServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API server beside a real Redis. */
class ApiServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void isReadyAsLongAsRedisAnswers() throws Exception {
        int port = Port.resolve(Port.ANY);
        int managementPort = Port.resolve(Port.ANY);
        Vertx vertx = Vertx.vertx();
        try {
            try (RedisServer redis = RedisServer.start(directory, Port.ANY)) {
                vertx.deployVerticle(new ApiServer(new ApiSettings("127.0.0.1", port, managementPort, redis.url())))
                        .await(LIMIT.toSeconds(), TimeUnit.SECONDS);

                assertThat(get(managementPort, "/health/live").statusCode()).isEqualTo(200);
                assertThat(get(managementPort, "/health/ready").statusCode()).isEqualTo(200);
                HttpResponse<String> nothing = get(port, "/nothing");
                assertThat(nothing.statusCode()).isEqualTo(404);
                assertThat(nothing.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            }
            // Redis is gone.
            await().atMost(LIMIT).untilAsserted(() -> {
                HttpResponse<String> unready = get(managementPort, "/health/ready");
                assertThat(unready.statusCode()).isEqualTo(503);
                assertThat(unready.headers().firstValue("Retry-After")).isPresent();
                assertThat(unready.body()).contains("Redis does not answer");
            });
            assertThat(get(managementPort, "/health/live").statusCode()).isEqualTo(200);
        } finally {
            vertx.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
