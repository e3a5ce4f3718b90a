package io.botflow.analytics.api.range;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of which table make up a range: as coarse ones as there are, so that the fewest are read. They do not
 * overlap, and rows of every table add up, so it does not matter for any figure which are taken.
 */
public record Tiles(List<Tile> all) {
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofDays(1);

    /** The tables that hold sums of a bot. */
    public enum Grain {
        MINUTE("bot_metrics_1m"),
        QUARTER_HOUR("bot_metrics_15m"),
        /** Of UTC. */
        DAY("bot_performance_metrics");

        private final String table;

        Grain(String table) {
            this.table = table;
        }

        public String table() {
            return table;
        }
    }

    /** Some of a table's rows: those of a range. */
    public record Tile(Grain grain, TimeRange range) {}

    /** The rows that buckets are made of. */
    public static Tiles of(Buckets buckets) {
        return of(buckets, buckets.interval() == Interval.DAY && isUtc(buckets));
    }

    /** The same without rows of days, which have no histogram. */
    public static Tiles withoutDays(Buckets buckets) {
        return of(buckets, false);
    }

    private static Tiles of(Buckets buckets, boolean hasDays) {
        TimeRange range = buckets.range();
        List<Tile> tiles = new ArrayList<>();
        if (buckets.interval() == Interval.MINUTE) {
            add(tiles, Grain.MINUTE, range.from(), range.to());
            return new Tiles(List.copyOf(tiles));
        }
        Instant firstQuarter = earlier(Interval.up(range.from(), QUARTER), range.to());
        Instant lastQuarter = later(Interval.down(range.to(), QUARTER), firstQuarter);
        add(tiles, Grain.MINUTE, range.from(), firstQuarter);
        Instant firstDay = hasDays ? earlier(Interval.up(firstQuarter, DAY), lastQuarter) : lastQuarter;
        Instant lastDay = hasDays ? later(Interval.down(lastQuarter, DAY), firstDay) : lastQuarter;
        add(tiles, Grain.QUARTER_HOUR, firstQuarter, firstDay);
        add(tiles, Grain.DAY, firstDay, lastDay);
        add(tiles, Grain.QUARTER_HOUR, lastDay, lastQuarter);
        add(tiles, Grain.MINUTE, lastQuarter, range.to());
        return new Tiles(List.copyOf(tiles));
    }

    private static boolean isUtc(Buckets buckets) {
        ZoneRules rules = buckets.zone().getRules();
        return rules.isFixedOffset() && rules.getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
    }

    private static void add(List<Tile> tiles, Grain grain, Instant from, Instant to) {
        TimeRange range = new TimeRange(from, to);
        if (!range.isEmpty()) {
            tiles.add(new Tile(grain, range));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
