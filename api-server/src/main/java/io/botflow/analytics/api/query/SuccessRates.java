package io.botflow.analytics.api.query;

import io.botflow.analytics.schemas.figures.BotTotals;
import io.botflow.analytics.schemas.figures.Outcomes;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How responses went and how often a human took over, in percent. */
public final class SuccessRates extends BotSeries {
    private static final String SUCCESS = "success";
    private static final String FAILURE = "failure";
    private static final String FALLBACK = "fallback";
    private static final String ESCALATED = "conversations_escalated";
    private static final String ACTIVE = "active_conversations";

    public SuccessRates(Set<UUID> botIds) {
        super(
                botIds,
                List.of(
                        BucketSums.Counter.of(SUCCESS, "successful_responses"),
                        BucketSums.Counter.of(FAILURE, "failed_responses"),
                        BucketSums.Counter.of(FALLBACK, "fallback_responses"),
                        BucketSums.Counter.of(ESCALATED),
                        BucketSums.Counter.of(ACTIVE)));
    }

    @Override
    public List<String> names() {
        return List.of(TIME, "success_rate", "error_rate", "fallback_rate", "handoff_rate", "count");
    }

    @Override
    JsonObject figures(Row counted) {
        Outcomes outcomes = new Outcomes(count(counted, SUCCESS), count(counted, FAILURE), count(counted, FALLBACK));
        return new JsonObject()
                .put("success_rate", outcomes.successRate())
                .put("error_rate", outcomes.errorRate())
                .put("fallback_rate", outcomes.fallbackRate())
                .put("handoff_rate", BotTotals.handoffRate(count(counted, ESCALATED), count(counted, ACTIVE)))
                .put("count", outcomes.count());
    }
}
