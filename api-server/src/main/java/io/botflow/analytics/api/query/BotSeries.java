package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Buckets;
import io.botflow.analytics.api.range.Tiles;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Figures over time of an organization's bots, or of some of them. */
abstract class BotSeries implements Series {
    static final String TIME = "time";

    private final Set<UUID> botIds;
    private final BucketSums sums;

    /** @param botIds empty for all bots */
    BotSeries(Set<UUID> botIds, List<BucketSums.Counter> counters) {
        this.botIds = Set.copyOf(botIds);
        this.sums = new BucketSums(counters);
    }

    @Override
    public Future<SeriesAnswer> read(SqlConnection connection, Tenant tenant, Buckets buckets) {
        return sums.read(connection, tenant.organizationId(), buckets, tiles(buckets), botIds)
                .map(counted -> {
                    List<JsonObject> rows = new ArrayList<>(buckets.starts().size());
                    for (int i = 0; i < buckets.starts().size(); i++) {
                        JsonObject row = new JsonObject()
                                .put(TIME, Json.time(buckets.starts().get(i)));
                        rows.add(row.mergeIn(figures(counted.get(i))));
                    }
                    return new SeriesAnswer(tenant, buckets, rows, more(counted));
                });
    }

    Tiles tiles(Buckets buckets) {
        return Tiles.of(buckets);
    }

    /**
     * The figures of a bucket.
     *
     * @param counted null if there was nothing
     */
    abstract JsonObject figures(Row counted);

    /** What the answer has besides the rows of buckets. */
    JsonObject more(Map<Integer, Row> counted) {
        return new JsonObject();
    }

    static long count(Row counted, String name) {
        return counted == null ? 0 : counted.getLong(name);
    }
}
