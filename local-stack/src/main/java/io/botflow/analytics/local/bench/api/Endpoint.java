package io.botflow.analytics.local.bench.api;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Requests of one kind, as clients choose them.
 *
 * @param name what is asked for, as the report has it
 * @param requests makes one
 */
record Endpoint(String name, Function<Random, Request> requests) {
    /** All of these by turns. */
    static Endpoint anyOf(List<Endpoint> endpoints) {
        return new Endpoint(
                "any", random -> endpoints.get(random.nextInt(endpoints.size())).next(random));
    }

    Request next(Random random) {
        return requests.apply(random);
    }
}
