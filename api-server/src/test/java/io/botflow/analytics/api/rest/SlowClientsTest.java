package io.botflow.analytics.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.access.SettableClock;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SlowClientsTest {
    private static final Duration HALF = Duration.ofSeconds(30);
    private static final int LIMIT_MILLIS = 30_000;

    /** Requests that wait for the test to answer them. */
    private final BlockingQueue<RoutingContext> asked = new LinkedBlockingQueue<>();

    private final SettableClock clock = new SettableClock(Instant.parse("2025-03-14T10:00:00Z"));
    private final SlowClients slow = new SlowClients(HALF.multipliedBy(2).toMillis(), clock);
    private final Served served = new Served();
    private Vertx vertx;

    private final class Served extends VerticleBase {
        private HttpServer server;

        @Override
        public Future<?> start() {
            Router router = Router.router(vertx);
            router.route().handler(slow);
            router.route("/now").handler(request -> request.response().end("x"));
            router.route("/later").handler(asked::add);
            // With HTTP/2, it would not be told of a connection before the first request.
            server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                    .connectionHandler(slow::connected)
                    .requestHandler(router);
            return server.listen(0);
        }

        Context loop() {
            return context;
        }
    }

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        vertx.deployVerticle(served).await(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.server.actualPort());
        socket.setSoTimeout(LIMIT_MILLIS);
        return socket;
    }

    private static void write(Socket socket, String text) throws Exception {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static void ask(Socket socket, String path) throws Exception {
        write(socket, "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    /** Reads an answer to its end. */
    private static void readAnswer(Socket socket) throws Exception {
        int read = 0;
        while (read != 'x') {
            read = socket.getInputStream().read();
            assertThat(read).as("open").isNotEqualTo(-1);
        }
    }

    private static boolean isClosed(Socket socket) throws Exception {
        return socket.getInputStream().read() == -1;
    }

    /** Connections that wait, after a check. */
    private int check() throws Exception {
        CompletableFuture<Integer> size = new CompletableFuture<>();
        served.loop().runOnContext(now -> {
            slow.check();
            size.complete(slow.size());
        });
        return size.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A client has its answer a little before the server has done with it. */
    private void awaitWaiting(int connections) throws Exception {
        while (check() != connections) {
            Thread.onSpinWait();
        }
    }

    @Test
    void closesWhereNoRequestComesToItsEnd() throws Exception {
        try (Socket dribbling = connect();
                Socket asking = connect()) {
            write(dribbling, "GET /now HTTP/1.1\r\nX-");
            ask(asking, "/now");
            readAnswer(asking);
            clock.advance(HALF);
            write(dribbling, "Y");
            ask(asking, "/now");
            readAnswer(asking);
            awaitWaiting(2);

            clock.advance(HALF);
            assertThat(check()).isOne();

            assertThat(isClosed(dribbling)).isTrue();
            ask(asking, "/now");
            readAnswer(asking);
            awaitWaiting(1);
            write(asking, "GET /n");
            clock.advance(HALF.multipliedBy(2));
            assertThat(check()).isZero();
            assertThat(isClosed(asking)).isTrue();
        }
    }

    @Test
    void waitsForTheOwnAnswers() throws Exception {
        try (Socket socket = connect()) {
            ask(socket, "/later");
            RoutingContext request = asked.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            clock.advance(HALF.multipliedBy(10));
            assertThat(check()).isZero();
            served.loop().runOnContext(now -> request.response().end("x"));

            readAnswer(socket);
            awaitWaiting(1);
        }
    }

    @Test
    void forgetsWhoHasGone() throws Exception {
        try (Socket gone = connect();
                Socket goneEarly = connect()) {
            ask(gone, "/now");
            readAnswer(gone);
            ask(goneEarly, "/later");
            assertThat(asked.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS)).isNotNull();
        }

        awaitWaiting(0);
    }
}
