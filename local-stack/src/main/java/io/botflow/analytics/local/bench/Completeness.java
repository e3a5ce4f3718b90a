package io.botflow.analytics.local.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Whether every client received every frame of its organization.
 *
 * @param expected how many frames there should be, over all clients
 * @param missing how many of them did not come
 * @param missingUntold how many of those were missed by clients that were not told of a gap
 * @param duplicates how many came more than once
 * @param gaps how many times a client was told that frames were lost
 */
record Completeness(long expected, long missing, long missingUntold, long duplicates, long gaps) {
    /** The frames that each organization should get of the events of these numbers. */
    static List<BitSet> expected(LoadPlan plan, long events) {
        List<BitSet> sequences = new ArrayList<>();
        for (int i = 0; i < plan.organizations(); i++) {
            sequences.add(new BitSet());
        }
        for (long number = 0; number < events; number++) {
            if (!plan.isSilent(number)) {
                sequences.get(plan.organization(number)).set(plan.sequence(number));
            }
        }
        return sequences;
    }

    /** @param expected by organization */
    static Completeness of(List<LoadClient> clients, List<BitSet> expected) {
        long all = 0;
        long missing = 0;
        long missingUntold = 0;
        long duplicates = 0;
        long gaps = 0;
        for (LoadClient client : clients) {
            BitSet own = expected.get(client.organization());
            Received received = client.received();
            int missed = received.missing(own);
            all += own.cardinality();
            missing += missed;
            missingUntold += received.gaps() == 0 ? missed : 0;
            duplicates += received.duplicates();
            gaps += received.gaps();
        }
        return new Completeness(all, missing, missingUntold, duplicates, gaps);
    }

    boolean isComplete() {
        return missing == 0;
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("frames_expected", expected)
                .put("frames_missing", missing)
                .put("frames_missing_without_gap", missingUntold)
                .put("frames_duplicate", duplicates)
                .put("gaps", gaps);
    }
}
