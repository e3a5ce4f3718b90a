package io.botflow.analytics.api.query;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How many messages came from customers and went to them. */
public final class MessageVolume extends BotSeries {
    private static final String INBOUND = "inbound";
    private static final String OUTBOUND = "outbound";

    public MessageVolume(Set<UUID> botIds) {
        super(
                botIds,
                List.of(
                        BucketSums.Counter.of(INBOUND, "inbound_messages"),
                        BucketSums.Counter.of(OUTBOUND, "outbound_messages")));
    }

    @Override
    public List<String> names() {
        return List.of(TIME, INBOUND, OUTBOUND);
    }

    @Override
    JsonObject figures(Row counted) {
        return new JsonObject().put(INBOUND, count(counted, INBOUND)).put(OUTBOUND, count(counted, OUTBOUND));
    }
}
