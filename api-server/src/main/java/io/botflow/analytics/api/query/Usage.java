package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Buckets;
import io.botflow.analytics.api.range.RangeRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an organization used, hour by hour of UTC. */
public final class Usage implements Series {
    private static final String HOUR = "hour";
    private static final String COST = "estimated_cost_usd";
    private static final BigDecimal NO_COST = new BigDecimal("0.000000");
    private static final String MOST_ACTIVE_BOT = "most_active_bot_id";
    private static final String ORGANIZATION = "organization_id";

    @Override
    public Buckets buckets(RangeRequest request, Tenant tenant, int most) {
        return request.utcHours(most);
    }

    @Override
    public List<String> names() {
        return Columns.USAGE;
    }

    @Override
    public Future<SeriesAnswer> read(SqlConnection connection, Tenant tenant, Buckets buckets) {
        BoundValues values = new BoundValues();
        String sql = "SELECT " + Columns.list(Columns.USAGE) + " FROM usage_analytics WHERE organization_id = "
                + values.uuid(tenant.organizationId()) + " AND hour >= "
                + values.time(buckets.range().from()) + " AND hour < "
                + values.time(buckets.range().to());
        return connection.preparedQuery(sql).execute(values.tuple()).map(stored -> {
            Map<Instant, JsonObject> byHour = new HashMap<>();
            for (Row row : stored) {
                byHour.put(row.getOffsetDateTime(HOUR).toInstant(), Json.ofRow(row));
            }
            List<JsonObject> rows = new ArrayList<>(buckets.starts().size());
            for (Instant hour : buckets.starts()) {
                JsonObject row = byHour.get(hour);
                rows.add(row == null ? nothing(tenant, hour) : row);
            }
            return new SeriesAnswer(tenant, buckets, rows, new JsonObject());
        });
    }

    private static JsonObject nothing(Tenant tenant, Instant hour) {
        JsonObject row = new JsonObject();
        for (String name : Columns.USAGE) {
            row.put(name, 0);
        }
        return row.put(ORGANIZATION, tenant.organizationId().toString())
                .put(HOUR, Json.time(hour))
                .putNull(MOST_ACTIVE_BOT)
                .put(COST, NO_COST);
    }
}
