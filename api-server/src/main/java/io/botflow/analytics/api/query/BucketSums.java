package io.botflow.analytics.api.query;

import io.botflow.analytics.api.range.Buckets;
import io.botflow.analytics.api.range.Tiles;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What was counted in each bucket of a range, of an organization or of some of its bots: sums over the rows of
 * {@link Tiles}, taken by PostgreSQL. Figures over time are all made of this.
 */
final class BucketSums {
    private static final int FIRST = 1;

    private final List<Counter> counters;

    BucketSums(List<Counter> counters) {
        this.counters = counters;
    }

    /**
     * Something that is counted.
     *
     * @param name of its column in the tables of buckets, and in the row that comes out
     * @param dayName of its column in the table of days; null if it has none
     * @param sum makes one value of many, with the column's name for {@code %s}
     */
    record Counter(String name, String dayName, String sum) {
        static Counter of(String name, String dayName) {
            return new Counter(name, dayName, "sum(t.%s)::bigint");
        }

        static Counter of(String name) {
            return of(name, name);
        }

        private String nameIn(Tiles.Grain grain) {
            return grain == Tiles.Grain.DAY ? dayName : name;
        }
    }

    /**
     * Reads the sums.
     *
     * @param botIds whose counts they are; empty for all bots
     * @return a row for each bucket that has anything, by its place among the buckets
     */
    Future<Map<Integer, Row>> read(
            SqlConnection connection, UUID organizationId, Buckets buckets, Tiles tiles, Set<UUID> botIds) {
        if (tiles.all().isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        BoundValues values = new BoundValues();
        return connection
                .preparedQuery(sql(values, organizationId, buckets, tiles, botIds))
                .execute(values.tuple())
                .map(rows -> {
                    Map<Integer, Row> byBucket = new HashMap<>();
                    for (Row row : rows) {
                        byBucket.put(row.getInteger("bucket") - FIRST, row);
                    }
                    return byBucket;
                });
    }

    private String sql(BoundValues values, UUID organizationId, Buckets buckets, Tiles tiles, Set<UUID> botIds) {
        // Which bucket a row belongs to is decided by the same list of starts that the answer shows.
        String starts = values.times(buckets.starts());
        String organization = values.uuid(organizationId);
        String bots = botIds.isEmpty() ? "" : " AND bot_id = ANY (" + values.uuids(botIds) + ")";
        String sums = counters.stream()
                .map(counter -> ", " + counter.sum().formatted(counter.name()) + " AS " + counter.name())
                .collect(Collectors.joining());
        List<String> parts = new ArrayList<>();
        for (Tiles.Tile tile : tiles.all()) {
            parts.add(part(values, tile, organization, bots));
        }
        return "SELECT width_bucket(t.at, " + starts + ") AS bucket" + sums + " FROM ("
                + String.join(" UNION ALL ", parts) + ") t GROUP BY 1";
    }

    private String part(BoundValues values, Tiles.Tile tile, String organization, String bots) {
        boolean isDay = tile.grain() == Tiles.Grain.DAY;
        String columns = counters.stream()
                .map(counter -> ", " + counter.nameIn(tile.grain()) + " AS " + counter.name())
                .collect(Collectors.joining());
        String at = isDay ? "date::timestamp AT TIME ZONE 'UTC'" : "bucket_start";
        String key = isDay ? "date" : "bucket_start";
        return "SELECT " + at + " AS at" + columns + " FROM " + tile.grain().table() + " WHERE organization_id = "
                + organization + " AND " + key + " >= "
                + bound(values, isDay, tile.range().from()) + " AND " + key
                + " < " + bound(values, isDay, tile.range().to()) + bots;
    }

    private static String bound(BoundValues values, boolean isDay, Instant at) {
        return isDay ? values.date(LocalDate.ofInstant(at, ZoneOffset.UTC)) : values.time(at);
    }
}
