package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.UuidText;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The parameters of a request; what is unknown or not as it must be ends the request with a 400. */
final class Parameters {
    static final String BOT_ID = "bot_id";

    private static final int LONGEST_NAME = 64;

    private final RoutingContext context;
    private final MultiMap query;

    private Parameters(RoutingContext context, MultiMap query) {
        this.context = context;
        this.query = query;
    }

    /** The parameters of a request that may have these after the question mark. */
    static Parameters of(RoutingContext context, String... known) {
        MultiMap query = context.queryParams();
        List<String> names = List.of(known);
        for (String name : query.names()) {
            if (!names.contains(name)) {
                String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
                throw new ProblemException(Problem.ofParameter(shown, "is not a parameter of this resource"));
            }
        }
        return new Parameters(context, query);
    }

    /** All values of a parameter that may repeat. */
    Set<UUID> uuids(String name) {
        Set<UUID> ids = new LinkedHashSet<>();
        query.getAll(name).forEach(value -> ids.add(uuid(name, value)));
        return ids;
    }

    /** A part of the path. */
    UUID pathUuid(String name) {
        return uuid(name, context.pathParam(name));
    }

    private static UUID uuid(String name, String value) {
        return UuidText.parse(value)
                .orElseThrow(() -> new ProblemException(Problem.ofParameter(name, "is not a UUID")));
    }
}
