package io.botflow.analytics.api.query;

import io.botflow.analytics.schemas.figures.Responses;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How long bots took to answer, in milliseconds: percentiles by merging the stored sketches, averages from sums. */
public final class ResponseTimes extends BotSeries {
    private static final String COUNT = "response_time_count";
    private static final String SUM = "response_time_sum_ms";
    private static final String SKETCHES = "response_times";

    public ResponseTimes(Set<UUID> botIds) {
        super(
                botIds,
                List.of(
                        BucketSums.Counter.of(COUNT),
                        BucketSums.Counter.of(SUM),
                        new BucketSums.Counter(SKETCHES, SKETCHES, "array_agg(t.%s)")));
    }

    @Override
    public List<String> names() {
        return List.of(TIME, "p50", "p95", "p99", "avg", "count");
    }

    @Override
    JsonObject figures(Row counted) {
        Buffer[] sketches = counted == null ? null : counted.getArrayOfBuffers(SKETCHES);
        Responses responses = new Responses(count(counted, COUNT), count(counted, SUM), Sketches.merged(sketches));
        return new JsonObject()
                .put("p50", responses.p50Millis())
                .put("p95", responses.p95Millis())
                .put("p99", responses.p99Millis())
                .put("avg", responses.averageMillis())
                .put("count", responses.count());
    }
}
