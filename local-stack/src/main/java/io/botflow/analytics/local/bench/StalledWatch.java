package io.botflow.analytics.local.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Notes when the server lets go of clients who do not read: nothing tells those, their window is full. */
final class StalledWatch implements AutoCloseable {
    private static final long POLL_MILLIS = 250;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int serverPort;
    private final List<StalledClient> clients;
    private final long startNanos = System.nanoTime();
    private final Map<Integer, Double> endedAfterSeconds = new ConcurrentHashMap<>();
    private final ScheduledExecutorService poll = Executors.newSingleThreadScheduledExecutor();

    private StalledWatch(int serverPort, List<StalledClient> clients) {
        this.serverPort = serverPort;
        this.clients = clients;
    }

    static StalledWatch begin(int serverPort, List<StalledClient> clients) {
        StalledWatch watch = new StalledWatch(serverPort, clients);
        // A failure shows in that no ending is noted.
        var unused = watch.poll.scheduleWithFixedDelay(watch::look, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        Set<Integer> connected;
        try {
            connected = TcpConnections.clientsOf(serverPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        for (StalledClient client : clients) {
            if (!connected.contains(client.port())) {
                endedAfterSeconds.putIfAbsent(client.port(), seconds);
            }
        }
    }

    /** How many ended in which way, and the first and the last of them. */
    JsonObject endings() {
        // What is read from now on would free the others.
        poll.shutdownNow();
        Map<String, Integer> ways = new TreeMap<>();
        clients.parallelStream().map(StalledClient::ending).toList().forEach(way -> ways.merge(way, 1, Integer::sum));
        JsonObject endings =
                new JsonObject().put("clients", clients.size()).put("let_go_by_the_server", endedAfterSeconds.size());
        ways.forEach((way, count) -> endings.put("ended_" + way, count));
        endedAfterSeconds.values().stream()
                .min(Double::compare)
                .ifPresent(first -> endings.put("first_after_seconds", Bench.round(first)));
        endedAfterSeconds.values().stream()
                .max(Double::compare)
                .ifPresent(last -> endings.put("last_after_seconds", Bench.round(last)));
        return endings;
    }

    @Override
    public void close() {
        poll.shutdownNow();
    }
}
