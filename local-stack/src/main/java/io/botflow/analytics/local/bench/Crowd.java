package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.token.Tokens;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Many connected users of several organizations, on a few event loops. */
final class Crowd implements AutoCloseable {
    static final String PATH = "/api/analytics/stream";

    /** So that connecting measures the server, not the queue of those who wait for it. */
    private static final int CONNECTING_PER_LOOP = 32;

    private static final long CONNECT_LIMIT_SECONDS = 300;
    private static final long CLOSE_LIMIT_SECONDS = 60;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Measurement> measurement = new AtomicReference<>();
    private final List<LoadClient> clients = new ArrayList<>();

    private Crowd() {}

    /** Connects as many users of each organization, and waits until all are. */
    static Crowd connect(int port, Tokens tokens, List<Organization> organizations, int perOrganization)
            throws Exception {
        Crowd crowd = new Crowd();
        try {
            crowd.connectAll(port, tokens, organizations, perOrganization);
            return crowd;
        } catch (Exception e) {
            crowd.close();
            throw e;
        }
    }

    private void connectAll(int port, Tokens tokens, List<Organization> organizations, int perOrganization)
            throws Exception {
        Queue<Entry> waiting = new ConcurrentLinkedQueue<>();
        List<String> signed = organizations.stream()
                .map(organization -> tokens.sign(organization.member(Role.ADMIN), organization.id(), Tokens.LIFETIME))
                .toList();
        for (int i = 0; i < perOrganization; i++) {
            for (int organization = 0; organization < organizations.size(); organization++) {
                LoadClient client = new LoadClient(organization, measurement);
                clients.add(client);
                waiting.add(new Entry(client, signed.get(organization)));
            }
        }
        int loops = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(() -> new Loop(port, waiting), new DeploymentOptions().setInstances(loops))
                .await(CONNECT_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** What the clients' frames are taken into from now on; null for nothing. */
    void measure(Measurement next) {
        clients.forEach(client -> client.received().clear());
        measurement.set(next);
    }

    List<LoadClient> clients() {
        return List.copyOf(clients);
    }

    long open() {
        return clients.stream().filter(LoadClient::isOpen).count();
    }

    @Override
    public void close() {
        try {
            vertx.close().await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the clients cannot be stopped", e);
        }
    }

    /** Who is to connect, with what. */
    private record Entry(LoadClient client, String token) {}

    /** The clients of one event loop. */
    private static final class Loop extends VerticleBase {
        private final int port;
        private final Queue<Entry> waiting;
        private WebSocketClient client;

        Loop(int port, Queue<Entry> waiting) {
            this.port = port;
            this.waiting = waiting;
        }

        @Override
        public Future<?> start() {
            client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(Integer.MAX_VALUE));
            List<Future<Void>> chains = new ArrayList<>();
            for (int i = 0; i < CONNECTING_PER_LOOP; i++) {
                chains.add(connectNext());
            }
            return Future.all(chains);
        }

        private Future<Void> connectNext() {
            Entry next = waiting.poll();
            return next == null
                    ? Future.succeededFuture()
                    : next.client()
                            .connect(vertx, client, port, PATH, next.token())
                            .compose(connected -> connectNext());
        }
    }
}
