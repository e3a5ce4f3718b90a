package io.botflow.analytics.api.rest;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.realtime.BotSelection;
import io.botflow.analytics.api.realtime.RedisRealtime;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.UUID;

/** Answers with the figures of the last 60 minutes. */
public final class RealtimeRoutes {
    private final RedisRealtime source;
    private final OwnBots ownBots;

    public RealtimeRoutes(RedisRealtime source, OwnBots ownBots) {
        this.source = source;
        this.ownBots = ownBots;
    }

    /** Of the whole organization, or of the bots that {@code bot_id} names. */
    public void realtime(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        Set<UUID> botIds = Parameters.of(context, Parameters.BOT_ID).uuids(Parameters.BOT_ID);
        BotSelection bots = botIds.isEmpty() ? BotSelection.ALL : new BotSelection(false, botIds);
        ownBots.require(caller, botIds)
                .compose(own -> source.figures(caller.identity().organizationId(), bots))
                .onSuccess(answer -> JsonAnswer.sendLive(context, answer))
                .onFailure(context::fail);
    }

    /** Of one bot. */
    public void percentiles(RoutingContext context) {
        Caller caller = BearerAuthentication.caller(context);
        UUID botId = Parameters.of(context).pathUuid(Parameters.BOT_ID);
        ownBots.require(caller, Set.of(botId))
                .compose(own -> source.percentiles(caller.identity().organizationId(), botId))
                .onSuccess(answer -> JsonAnswer.sendLive(context, answer))
                .onFailure(context::fail);
    }
}
