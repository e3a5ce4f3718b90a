package io.botflow.analytics.local.bench;

import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Whether 50 users who stop reading harm the 500 others of their organizations, and what becomes of them. */
final class StalledScenario implements Scenario {
    /** Few, so that each sends more than the buffers of those who do not read can hold. */
    private static final int ORGANIZATIONS = 10;

    private static final int GOOD_PER_ORGANIZATION = 50;
    private static final int STALLED_PER_ORGANIZATION = 5;
    private static final double EVENTS_PER_SECOND = 200;

    @Override
    public JsonObject run(Bench bench) throws Exception {
        try (Crowd crowd = bench.connect(ORGANIZATIONS, GOOD_PER_ORGANIZATION)) {
            JsonObject without = bench.measure("stalled/none", crowd, ORGANIZATIONS, EVENTS_PER_SECOND);
            putHeap(bench, without);
            List<StalledClient> stalled = connectStalled(bench);
            try (StalledWatch watch =
                    StalledWatch.begin(bench.stack().settings().ports().api(), stalled)) {
                JsonObject with = bench.measure("stalled/50", crowd, ORGANIZATIONS, EVENTS_PER_SECOND);
                putHeap(bench, with);
                return new JsonObject()
                        .put("without_stalled", without)
                        .put("with_stalled", with)
                        .put("stalled", watch.endings());
            } finally {
                for (StalledClient client : stalled) {
                    client.close();
                }
            }
        }
    }

    private static List<StalledClient> connectStalled(Bench bench) throws IOException {
        List<StalledClient> stalled = new ArrayList<>();
        for (Organization organization : LoadEvents.organizations(ORGANIZATIONS)) {
            String token = bench.tokens().sign(organization.member(Role.ANALYST), organization.id(), Tokens.LIFETIME);
            for (int i = 0; i < STALLED_PER_ORGANIZATION; i++) {
                stalled.add(
                        StalledClient.connect(bench.stack().settings().ports().api(), Crowd.PATH, token));
            }
        }
        return stalled;
    }

    private static void putHeap(Bench bench, JsonObject into) throws InterruptedException {
        bench.stack()
                .figures()
                .heapBytesAfterCollection()
                .ifPresent(bytes -> into.put("stack_heap_mib_after_collection", Bench.mebibytes(bytes)));
    }
}
