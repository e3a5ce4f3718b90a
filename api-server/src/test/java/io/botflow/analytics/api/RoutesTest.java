package io.botflow.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.contract.ApiContract;
import io.botflow.analytics.api.contract.ContractRoutes;
import io.botflow.analytics.api.contract.DocumentedRoutes;
import io.botflow.analytics.api.dashboard.DashboardRoutes;
import io.botflow.analytics.api.live.StreamEndpoint;
import io.botflow.analytics.api.rest.AccessLog;
import io.botflow.analytics.api.rest.SlowClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The routes as they are, before anything stands behind them. */
class RoutesTest {
    private static final ApiContract CONTRACT = ApiContract.load();
    private static final Set<String> FOR_ANYBODY = Set.of("/openapi.json", "/asyncapi.json", "/docs");
    private static final Set<String> OF_THE_PAGE =
            Set.of("/", "/bots", "/conversations", "/conversations/:conversation_id", "/icon.svg", "/assets/:file");
    private static final String STREAM = "/api/analytics/stream";
    private static final long LIMIT_SECONDS = 30;

    private static Vertx vertx;
    private static Router router;
    private static HttpServer server;

    @BeforeAll
    static void listen() throws Exception {
        vertx = Vertx.vertx();
        Clock clock = Clock.systemUTC();
        AccessLog log = new AccessLog(clock);
        StreamEndpoint stream = new StreamEndpoint(Set.of(), null, null, clock, log);
        ApiSettings settings = ApiSettings.fromEnvironment(
                Map.of("JWT_ISSUER", "i", "JWT_AUDIENCE", "a", "JWT_SECRET", "x".repeat(32)));
        router = Routes.create(
                vertx,
                settings,
                clock,
                new Routes.Sources(
                        DashboardRoutes.of(Map.of("index.html", Buffer.buffer("page"))),
                        new ContractRoutes(CONTRACT),
                        null,
                        null,
                        null,
                        stream,
                        null),
                log,
                new SlowClients(Duration.ofMinutes(1).toMillis(), clock),
                new SimpleMeterRegistry());
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void answerEveryOperationAndNothingElse() {
        DocumentedRoutes.assertSame(router, CONTRACT, OF_THE_PAGE);
    }

    @Test
    void askForATokenWhereverThereIsData() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String route : CONTRACT.routes()) {
            if (route.equals(STREAM)) {
                continue;
            }
            URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + route.replace(":", ""));
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(route).isEqualTo(FOR_ANYBODY.contains(route) ? 200 : 401);
        }
    }

    /** Whatever stands behind the question mark, which is the page's own to read. */
    @Test
    void leaveTheAddressesOfThePageToThePage() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String route : OF_THE_PAGE) {
            if (route.contains(".") || route.startsWith("/assets/")) {
                continue;
            }
            URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + route.replace(":", "any-")
                    + "?period=9y&bot_id=none&unknown=%ff");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(route).isEqualTo(200);
            assertThat(answer.body()).as(route).isEqualTo("page");
            assertThat(client.send(
                                    HttpRequest.newBuilder(uri)
                                            .method("DELETE", HttpRequest.BodyPublishers.noBody())
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(route)
                    .isEqualTo(405);
        }
    }

    /** Whom the contract lets in, and whom the server. */
    @Test
    void letInWhomTheContractLetsIn() {
        JsonObject paths = new JsonObject(CONTRACT.openApiJson()).getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            boolean isForAnybody =
                    paths.getJsonObject(path).getJsonObject("get").getJsonArray("security") != null;

            assertThat(isForAnybody).as(path).isEqualTo(FOR_ANYBODY.contains(path));
        }
    }
}
