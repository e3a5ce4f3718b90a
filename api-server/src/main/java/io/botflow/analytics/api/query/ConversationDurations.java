package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Buckets;
import io.botflow.analytics.api.range.Tiles;
import io.botflow.analytics.schemas.figures.BotTotals;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** How long the conversations took that ended in a bucket, in seconds, and how those of the whole range spread. */
public final class ConversationDurations extends BotSeries {
    private static final String ENDED = "conversations_ended";
    private static final String SUM = "duration_sum_seconds";
    private static final String HISTOGRAM = "duration_histogram";
    /** Lower edges of the histogram's counts, in seconds. */
    private static final int[] EDGES = {0, 30, 60, 120, 300, 600, 1_800, 3_600};

    public ConversationDurations(Set<UUID> botIds) {
        super(
                botIds,
                List.of(
                        BucketSums.Counter.of(ENDED),
                        BucketSums.Counter.of(SUM),
                        new BucketSums.Counter(HISTOGRAM, null, histogramSum())));
    }

    private static String histogramSum() {
        StringBuilder sum = new StringBuilder("ARRAY[");
        for (int i = 1; i <= EDGES.length; i++) {
            sum.append(i == 1 ? "" : ", ").append("sum(t.%1$s[").append(i).append("])::bigint");
        }
        return sum.append(']').toString();
    }

    @Override
    public List<String> names() {
        return List.of(TIME, "avg", "count");
    }

    @Override
    Tiles tiles(Buckets buckets) {
        return Tiles.withoutDays(buckets);
    }

    @Override
    JsonObject figures(Row counted) {
        long ended = count(counted, ENDED);
        return new JsonObject()
                .put("avg", BotTotals.averageDurationSeconds(count(counted, SUM), ended))
                .put("count", ended);
    }

    @Override
    JsonObject more(Map<Integer, Row> counted) {
        long[] total = new long[EDGES.length];
        for (Row row : counted.values()) {
            Long[] counts = row.getArrayOfLongs(HISTOGRAM);
            for (int i = 0; i < EDGES.length; i++) {
                total[i] += counts[i];
            }
        }
        JsonArray histogram = new JsonArray();
        for (int i = 0; i < EDGES.length; i++) {
            histogram.add(new JsonObject()
                    .put("from_seconds", EDGES[i])
                    .put("to_seconds", i + 1 < EDGES.length ? EDGES[i + 1] : null)
                    .put("count", total[i]));
        }
        return new JsonObject().put("histogram", histogram);
    }
}
