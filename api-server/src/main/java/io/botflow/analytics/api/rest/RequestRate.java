package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.limit.OrganizationLimits;
import io.botflow.analytics.api.problem.Problem;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** Keeps one organization's requests from taking the server from the others. */
public final class RequestRate implements Handler<RoutingContext> {
    /** At one per second or more there is one again by then. */
    private static final int RETRY_SECONDS = 1;

    private final OrganizationLimits limits;
    private final Clock clock;
    private final ProblemException tooMany;

    public RequestRate(int perSecond, Clock clock) {
        this.limits = new OrganizationLimits(perSecond);
        this.clock = clock;
        this.tooMany = new ProblemException(
                Problem.tooMany("the organization asks more than " + perSecond + " times per second", RETRY_SECONDS));
    }

    @Override
    public void handle(RoutingContext context) {
        if (limits.take(BearerAuthentication.caller(context).identity().organizationId(), clock.millis())) {
            context.next();
        } else {
            context.fail(tooMany);
        }
    }
}
