package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Buckets;
import io.botflow.analytics.api.range.RangeRequest;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Figures over time: a query whose answer has a row for each bucket of a range. */
public interface Series {
    /** The buckets of the answer; fails as {@link RangeRequest#buckets} does. */
    default Buckets buckets(RangeRequest request, Tenant tenant, int most) {
        return request.buckets(tenant.progress(), tenant.zone(), most);
    }

    /** The names of a row's members, in their order; the columns of the CSV. */
    List<String> names();

    /** Reads the rows of all buckets, and what else belongs to the answer. */
    Future<SeriesAnswer> read(SqlConnection connection, Tenant tenant, Buckets buckets);
}
