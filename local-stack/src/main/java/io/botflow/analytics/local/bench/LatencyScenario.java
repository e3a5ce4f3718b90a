package io.botflow.analytics.local.bench;

import io.vertx.core.json.JsonObject;

/** How long an event takes from Kafka to the screen: 1 000 events/s, looked on by ten users of each organization. */
final class LatencyScenario implements Scenario {
    private static final int SOCKETS_PER_ORGANIZATION = 10;
    private static final double EVENTS_PER_SECOND = 1_000;

    @Override
    public JsonObject run(Bench bench) throws Exception {
        try (Crowd crowd = bench.connect(Bench.ORGANIZATIONS, SOCKETS_PER_ORGANIZATION)) {
            return bench.measure("latency", crowd, Bench.ORGANIZATIONS, EVENTS_PER_SECOND);
        }
    }
}
