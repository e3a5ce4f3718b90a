package io.botflow.analytics.local.bench;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;

/** What 10 000 users at once cost: while they connect, while nothing happens, and at 10 000 frames/s. */
final class SocketsScenario implements Scenario {
    private static final int SOCKETS_PER_ORGANIZATION = 100;
    private static final double EVENTS_PER_SECOND = 100;
    private static final int IDLE_SECONDS = 20;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BYTES_PER_KIB = 1024;

    @Override
    public JsonObject run(Bench bench) throws Exception {
        Bench.Usage before = bench.usage();
        long start = System.nanoTime();
        try (Crowd crowd = bench.connect(Bench.ORGANIZATIONS, SOCKETS_PER_ORGANIZATION)) {
            double connectSeconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            int sockets = crowd.clients().size();
            bench.out().accept("  sockets: " + sockets + " connected, idle for " + IDLE_SECONDS + " s");
            Bench.Usage connected = bench.usage();
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
            Bench.Usage idle = bench.usage();
            JsonObject connecting = new JsonObject()
                    .put("sockets", sockets)
                    .put("sockets_open", crowd.open())
                    .put("connect_seconds", Bench.round(connectSeconds))
                    .put("connects_per_second", Math.round(sockets / connectSeconds))
                    .put("stack_rss_mib_before", Bench.mebibytes(before.resident()))
                    .put("stack_rss_mib_idle", Bench.mebibytes(idle.resident()))
                    .put(
                            "stack_rss_kib_per_socket",
                            Bench.round((idle.resident() - before.resident()) / BYTES_PER_KIB / sockets))
                    .put(
                            "idle_stack_cpu_percent_of_a_core",
                            Bench.round(100 * (idle.stackCpu() - connected.stackCpu()) / IDLE_SECONDS));
            return new JsonObject()
                    .put("connecting", connecting)
                    .put("busy", bench.measure("sockets", crowd, Bench.ORGANIZATIONS, EVENTS_PER_SECOND));
        }
    }
}
