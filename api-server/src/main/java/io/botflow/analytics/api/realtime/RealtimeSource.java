package io.botflow.analytics.api.realtime;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Gives the figures of the last 60 minutes: the answer of {@code /api/analytics/realtime}. */
public interface RealtimeSource {
    Future<JsonObject> figures(UUID organizationId, BotSelection bots);
}
