package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.query.BotNames;
import io.botflow.analytics.api.query.BotPerformance;
import io.botflow.analytics.api.query.Leaderboard;
import io.botflow.analytics.api.query.Tenant;
import io.botflow.analytics.api.query.TenantReads;
import io.botflow.analytics.api.realtime.RedisRealtime;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Answers with what bots did, and with how they compare. */
public final class BotRoutes {
    private static final String METRIC = "metric";
    private static final String DATE = "date";
    private static final Map<String, Leaderboard.Metric> METRICS = metrics();

    private final TenantReads reads;
    private final RedisRealtime realtime;
    private final OwnBots ownBots;
    private final Clock clock;

    public BotRoutes(TenantReads reads, RedisRealtime realtime, OwnBots ownBots, Clock clock) {
        this.reads = reads;
        this.realtime = realtime;
        this.ownBots = ownBots;
        this.clock = clock;
    }

    private static Map<String, Leaderboard.Metric> metrics() {
        Map<String, Leaderboard.Metric> metrics = new LinkedHashMap<>();
        for (Leaderboard.Metric metric : Leaderboard.Metric.values()) {
            metrics.put(metric.name().toLowerCase(Locale.ROOT), metric);
        }
        return metrics;
    }

    /** All bots with the figures of their last 60 minutes. */
    public void bots(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        UUID organizationId = caller.identity().organizationId();
        reads.read(caller, connection -> BotNames.read(connection, organizationId))
                .compose(names -> realtime.bots(organizationId, names))
                .onSuccess(answer -> JsonAnswer.sendLive(context, answer))
                .onFailure(context::fail);
    }

    /** The bots of a day, the best first. */
    public void leaderboard(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Parameters parameters = Parameters.of(context);
        Leaderboard.Metric metric = parameters.choice(METRIC, METRICS).orElseThrow();
        Optional<LocalDate> date = DateParameters.date(parameters, DATE);
        reads.read(
                        caller,
                        (tenant, connection) ->
                                new Leaderboard(metric, date.orElseGet(() -> today(tenant))).read(connection, tenant))
                .onSuccess(answer -> JsonAnswer.send(context, answer))
                .onFailure(context::fail);
    }

    /** One bot's days and what they add up to. */
    public void performance(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Parameters parameters = Parameters.of(context);
        UUID botId = parameters.pathUuid(Parameters.BOT_ID);
        DateParameters dates = DateParameters.of(parameters);
        ownBots.require(caller, Set.of(botId))
                .compose(own -> reads.read(caller, (tenant, connection) -> {
                    DateParameters known = dates.orDefaults(today(tenant));
                    return new BotPerformance(tenant.organizationId(), Set.of(botId), known.first(), known.last())
                            .read(connection);
                }))
                .onSuccess(answer -> JsonAnswer.send(context, answer))
                .onFailure(context::fail);
    }

    private LocalDate today(Tenant tenant) {
        return tenant.progress().today(clock.instant());
    }
}
