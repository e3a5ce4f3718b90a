package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Admission;
import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.Future;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Ends requests for bots that are not the caller's, or not there, with a 404. */
public final class OwnBots {
    private final Admission admission;

    public OwnBots(Admission admission) {
        this.admission = admission;
    }

    /** Fails with a 404 that names one that is missing. */
    public Future<Void> require(Caller caller, Set<UUID> botIds) {
        return admission
                .missingBots(caller.identity(), botIds)
                .compose(missing -> missing.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new ProblemException(
                                Problem.notFound(Parameters.BOT_ID, new TreeSet<>(missing).first()))));
    }
}
