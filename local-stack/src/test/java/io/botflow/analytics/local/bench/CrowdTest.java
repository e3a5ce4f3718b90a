package io.botflow.analytics.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clients of the load at a server that does what the test tells it. */
class CrowdTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int EVENTS = 8;
    private static final LoadPlan PLAN = new LoadPlan(2, 1);

    private final Vertx vertx = Vertx.vertx();
    private final List<ServerWebSocket> accepted = new CopyOnWriteArrayList<>();
    private final Tokens tokens = new Tokens(StackSettings.fromEnvironment(Map.of()), Clock.systemUTC());
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = vertx.createHttpServer(new HttpServerOptions().addWebSocketSubProtocol("botflow.v1"))
                .webSocketHandler(socket -> {
                    accepted.add(socket);
                    socket.writeTextMessage("{\"type\":\"metrics_update\",\"data\":{}}");
                })
                .listen(0, "127.0.0.1")
                .await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void everyFrameIsCountedOnceAndWhatIsMissingIsToo() throws Exception {
        try (Crowd crowd = Crowd.connect(server.actualPort(), tokens, LoadEvents.organizations(2), 1)) {
            assertThat(crowd.open()).isEqualTo(2);
            Measurement measurement = new Measurement("run ", PLAN, new Schedule(System.nanoTime(), 1_000));
            crowd.measure(measurement);

            // One comes twice, others never.
            for (int sequence : new int[] {0, 1, 2, 2, 3, 6}) {
                accepted.forEach(socket -> socket.writeTextMessage(frame("run", sequence)));
            }
            accepted.forEach(socket -> socket.writeTextMessage(frame("another", 4)));
            accepted.forEach(socket -> socket.writeTextMessage("{\"type\":\"metrics_update\",\"data\":{}}"));

            await().atMost(LIMIT).until(() -> measurement.otherFrames() == 4);
            assertThat(measurement.frames()).isEqualTo(10);
            assertThat(measurement.latencyMicros().getTotalCount()).isEqualTo(10);
            // Questions 0 to 3 and the answers to 0 to 2, to the two organizations in turn.
            assertThat(Completeness.of(crowd.clients(), Completeness.expected(PLAN, EVENTS)))
                    .isEqualTo(new Completeness(7, 0, 0, 2, 0));
            assertThat(Completeness.of(crowd.clients(), Completeness.expected(PLAN, 2 * EVENTS)))
                    .isEqualTo(new Completeness(15, 5, 5, 2, 0));
        }
    }

    @Test
    void aSocketThatTheServerClosesIsNotOpen() throws Exception {
        try (Crowd crowd = Crowd.connect(server.actualPort(), tokens, LoadEvents.organizations(1), 3)) {
            accepted.get(0).close((short) 1008);

            await().atMost(LIMIT).until(() -> crowd.open() == 2);
        }
    }

    @Test
    void whoNeverReadsLearnsInTheEndWhyTheServerLeft() throws Exception {
        try (StalledClient told = StalledClient.connect(server.actualPort(), Crowd.PATH, "token")) {
            await().atMost(LIMIT).until(() -> accepted.size() == 1);
            assertThat(TcpConnections.clientsOf(server.actualPort())).contains(told.port());

            accepted.get(0).writeTextMessage("x".repeat(200));
            accepted.get(0).writeTextMessage("x".repeat(70_000));
            accepted.get(0).close((short) 1013);

            assertThat(told.ending()).isEqualTo("1013");
        }
    }

    private static String frame(String run, int sequence) {
        return "{\"type\":\"new_message\",\"id\":\"1-1\",\"data\":{\"message\":\"" + run + " " + sequence + " hi\"}}";
    }
}
