package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.query.ConversationDurations;
import io.botflow.analytics.api.query.MessageVolume;
import io.botflow.analytics.api.query.ResponseTimes;
import io.botflow.analytics.api.query.Series;
import io.botflow.analytics.api.query.SuccessRates;
import io.botflow.analytics.api.query.Tenant;
import io.botflow.analytics.api.query.TenantReads;
import io.botflow.analytics.api.query.Usage;
import io.botflow.analytics.api.range.Buckets;
import io.botflow.analytics.api.range.NoMinutesException;
import io.botflow.analytics.api.range.RangeRequest;
import io.botflow.analytics.api.range.TooManyBucketsException;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Answers with figures over time. */
public final class SeriesRoutes {
    /** More than anybody looks at: a year of hours, or the minutes that are kept. */
    private static final int MOST_BUCKETS = 10_000;

    static final String[] BOTS_AND_RANGE = {
        Parameters.BOT_ID,
        RangeParameters.PERIOD,
        RangeParameters.FROM,
        RangeParameters.TO,
        RangeParameters.TZ,
        RangeParameters.INTERVAL
    };

    static final String[] RANGE = {
        RangeParameters.PERIOD, RangeParameters.FROM, RangeParameters.TO, RangeParameters.TZ, RangeParameters.INTERVAL
    };

    private final TenantReads reads;
    private final OwnBots ownBots;
    private final Clock clock;

    public SeriesRoutes(TenantReads reads, OwnBots ownBots, Clock clock) {
        this.reads = reads;
        this.ownBots = ownBots;
        this.clock = clock;
    }

    public void responseTimes(RoutingContext context) {
        ofBots(context, ResponseTimes::new);
    }

    public void messageVolume(RoutingContext context) {
        ofBots(context, MessageVolume::new);
    }

    public void successRate(RoutingContext context) {
        ofBots(context, SuccessRates::new);
    }

    public void conversationDuration(RoutingContext context) {
        ofBots(context, ConversationDurations::new);
    }

    public void usage(RoutingContext context) {
        answer(context, Parameters.of(context, RANGE), Set.of(), new Usage());
    }

    private void ofBots(RoutingContext context, Function<Set<UUID>, Series> series) {
        Parameters parameters = Parameters.of(context, BOTS_AND_RANGE);
        Set<UUID> botIds = parameters.uuids(Parameters.BOT_ID);
        answer(context, parameters, botIds, series.apply(botIds));
    }

    private void answer(RoutingContext context, Parameters parameters, Set<UUID> botIds, Series series) {
        Caller caller = BearerAuthentication.caller(context);
        RangeRequest request = RangeParameters.request(parameters, clock.instant());
        ownBots.require(caller, botIds)
                .compose(own -> reads.read(
                        caller,
                        (tenant, connection) ->
                                series.read(connection, tenant, buckets(series, request, tenant, MOST_BUCKETS))))
                .onSuccess(answer -> JsonAnswer.send(context, answer.toJson()))
                .onFailure(context::fail);
    }

    /** Cut as the series wants it; a range that cannot be cut so is a fault of the request. */
    static Buckets buckets(Series series, RangeRequest request, Tenant tenant, int most) {
        try {
            return series.buckets(request, tenant, most);
        } catch (TooManyBucketsException e) {
            throw Parameters.wrong(RangeParameters.FROM, e.getMessage());
        } catch (NoMinutesException e) {
            throw Parameters.wrong(RangeParameters.INTERVAL, e.getMessage());
        }
    }
}
