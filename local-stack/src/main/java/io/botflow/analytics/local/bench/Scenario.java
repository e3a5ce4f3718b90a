package io.botflow.analytics.local.bench;

import io.vertx.core.json.JsonObject;

/** One thing that is measured. */
@FunctionalInterface
interface Scenario {
    /** Measures; the answer holds numbers, or one object of numbers for each phase. */
    JsonObject run(Bench bench) throws Exception;
}
