package io.botflow.analytics.api.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeRequestTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant AS_OF = Instant.parse("2026-03-10T11:58:30Z");
    /** Minutes are kept for 48 hours, and until their whole quarter hour has left. */
    private static final Instant OLDEST_MINUTE = Instant.parse("2026-03-08T11:45:00Z");
    /** 48 hours before: 2026-03-08T11:58:30Z. */
    private static final Progress PROGRESS = new Progress(AS_OF, AS_OF);

    private static RangeRequest request(String from, String to, Interval interval) {
        return new RangeRequest(
                new TimeRange(Instant.parse(from), Instant.parse(to)),
                NOW,
                Optional.empty(),
                Optional.ofNullable(interval));
    }

    private static Buckets buckets(RangeRequest request) {
        return request.buckets(PROGRESS, ZoneOffset.UTC, 10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T10:07:13.5Z, 2026-03-10T11:01:00.001Z, 2026-03-10T10:07:00Z, 2026-03-10T11:02:00Z",
        "2026-03-10T10:07:00Z, 2026-03-10T11:01:00Z, 2026-03-10T10:07:00Z, 2026-03-10T11:01:00Z",
        // Each bound is judged alone.
        "2026-03-01T10:07:13Z, 2026-03-10T11:01:07Z, 2026-03-01T10:00:00Z, 2026-03-10T11:02:00Z",
        "2026-03-01T10:07:13Z, 2026-03-02T11:01:07Z, 2026-03-01T10:00:00Z, 2026-03-02T11:15:00Z",
        // The first moment of the newest 48 hours, and the last before it.
        "2026-03-08T11:58:30Z, 2026-03-10T12:00:00Z, 2026-03-08T11:58:00Z, 2026-03-10T12:00:00Z",
        "2026-03-08T11:58:29.999Z, 2026-03-10T12:00:00Z, 2026-03-08T11:45:00Z, 2026-03-10T12:00:00Z",
        "1969-12-31T23:52:13Z, 1969-12-31T23:58:00Z, 1969-12-31T23:45:00Z, 1970-01-01T00:00:00Z",
    })
    void goesDownAndUpToWholeBuckets(String from, String to, String usedFrom, String usedTo) {
        assertThat(buckets(request(from, to, Interval.HOUR)).range())
                .isEqualTo(new TimeRange(Instant.parse(usedFrom), Instant.parse(usedTo)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T10:00:00Z, 2026-03-10T12:00:00Z, MINUTE",
        "2026-03-10T10:00:30.5Z, 2026-03-10T12:00:30.5Z, MINUTE",
        "2026-03-10T10:00:00Z, 2026-03-10T12:00:00.001Z, HOUR",
        "2026-03-08T11:58:29Z, 2026-03-08T12:10:00Z, HOUR",
        "2026-03-03T12:00:00.007Z, 2026-03-10T12:00:00.007Z, HOUR",
        "2026-03-03T12:00:00Z, 2026-03-10T12:00:00.001Z, DAY",
    })
    void choosesAnInterval(String from, String to, Interval chosen) {
        assertThat(buckets(request(from, to, null)).interval()).isEqualTo(chosen);
    }

    @Test
    void hasMinutesOnlyWhereTheyAreKept() {
        assertThat(buckets(request("2026-03-08T11:58:30Z", "2026-03-10T12:00:00Z", Interval.MINUTE))
                        .starts())
                .hasSize(2 * 24 * 60 + 2);
        assertThatThrownBy(() -> buckets(request("2026-03-08T11:58:29Z", "2026-03-08T12:10:00Z", Interval.MINUTE)))
                .isInstanceOf(NoMinutesException.class)
                .hasMessageContaining("48 hours");
    }

    @Test
    void takesNowForTheNewestEventIfThereIsNone() {
        Buckets buckets = request("2026-03-08T12:00:00Z", "2026-03-08T13:00:00Z", Interval.MINUTE)
                .buckets(new Progress(null, null), ZoneOffset.UTC, 100);

        assertThat(buckets.starts()).hasSize(60);
    }

    @Test
    void hasABoundOfBuckets() {
        RangeRequest hours = request("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", Interval.HOUR);

        assertThat(hours.buckets(PROGRESS, ZoneOffset.UTC, 24).starts()).hasSize(24);
        assertThatThrownBy(() -> hours.buckets(PROGRESS, ZoneOffset.UTC, 23))
                .isInstanceOf(TooManyBucketsException.class)
                .hasMessageContaining("23");
    }

    @Test
    void usesTheClientsZoneElseTheOrganizations() {
        RangeRequest days = request("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", Interval.DAY);
        RangeRequest zoned =
                new RangeRequest(days.asked(), NOW, Optional.of(ZoneId.of("Asia/Kathmandu")), days.interval());

        assertThat(days.buckets(PROGRESS, ZoneId.of("America/New_York"), 10).starts())
                .containsExactly(Instant.parse("2026-02-28T05:00:00Z"), Instant.parse("2026-03-01T05:00:00Z"));
        assertThat(zoned.buckets(PROGRESS, ZoneId.of("America/New_York"), 10).starts())
                .containsExactly(Instant.parse("2026-02-28T18:15:00Z"), Instant.parse("2026-03-01T18:15:00Z"));
    }

    @Test
    void countsUsageInHoursOfUtc() {
        Buckets hours = request("2026-03-01T10:59:59.999Z", "2026-03-01T12:00:00.001Z", null)
                .utcHours(10);

        assertThat(hours.starts())
                .containsExactly(
                        Instant.parse("2026-03-01T10:00:00Z"),
                        Instant.parse("2026-03-01T11:00:00Z"),
                        Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(hours.range().to()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
    }

    /** Tiles lie one behind the other, from the beginning of the range to its end, and each fits its table. */
    @Test
    void tilesEveryRange() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<ZoneId> zones =
                List.of(ZoneOffset.UTC, ZoneId.of("UTC"), ZoneId.of("Asia/Kathmandu"), ZoneId.of("Europe/London"));
        for (int i = 0; i < 10_000; i++) {
            Instant from = NOW.minusMillis(
                    (long) (random.nextDouble() * Duration.ofDays(9).toMillis()));
            Instant to = from.plusMillis(1
                    + (long) (Math.pow(random.nextDouble(), 4)
                            * Duration.ofDays(9).toMillis()));
            boolean hasMinutes = !from.isBefore(PROGRESS.minutesSince(NOW));
            Interval interval = Interval.values()[random.nextInt(hasMinutes ? 3 : 2) + (hasMinutes ? 0 : 1)];
            Buckets buckets = request(from.toString(), to.toString(), interval)
                    .buckets(PROGRESS, zones.get(random.nextInt(zones.size())), 100_000);

            for (Tiles tiles : List.of(Tiles.of(buckets), Tiles.withoutDays(buckets))) {
                List<Instant> bounds = new ArrayList<>(List.of(buckets.range().from()));
                for (Tiles.Tile tile : tiles.all()) {
                    String what = "seed " + seed + ": " + tile + " of " + buckets.range() + " by " + interval;
                    assertThat(tile.range().from()).as(what).isEqualTo(bounds.get(bounds.size() - 1));
                    bounds.add(tile.range().to());
                    long grain = switch (tile.grain()) {
                        case MINUTE -> 60;
                        case QUARTER_HOUR -> 900;
                        case DAY -> 86_400;
                    };
                    assertThat(tile.range().from().getEpochSecond() % grain)
                            .as(what)
                            .isZero();
                    assertThat(tile.range().to().getEpochSecond() % grain)
                            .as(what)
                            .isZero();
                    if (tile.grain() == Tiles.Grain.MINUTE) {
                        assertThat(tile.range().from()).as(what).isAfterOrEqualTo(OLDEST_MINUTE);
                    }
                    if (tile.grain() == Tiles.Grain.DAY) {
                        assertThat(buckets.interval()).as(what).isEqualTo(Interval.DAY);
                    }
                }
                assertThat(bounds.get(bounds.size() - 1))
                        .as("seed " + seed)
                        .isEqualTo(buckets.range().to());
            }
        }
    }

    @Test
    void readsDaysWhereDaysAreThoseOfUtc() {
        Buckets utc = buckets(request("2026-01-31T22:00:00Z", "2026-03-02T01:00:00Z", Interval.DAY));

        assertThat(Tiles.of(utc).all())
                .extracting(Tiles.Tile::grain)
                .containsExactly(Tiles.Grain.QUARTER_HOUR, Tiles.Grain.DAY, Tiles.Grain.QUARTER_HOUR);
        assertThat(Tiles.withoutDays(utc).all())
                .extracting(Tiles.Tile::grain)
                .containsExactly(Tiles.Grain.QUARTER_HOUR);
        assertThat(Tiles.of(request("2026-01-31T00:00:00Z", "2026-03-02T00:00:00Z", Interval.DAY)
                                .buckets(PROGRESS, ZoneId.of("Europe/London"), 100))
                        .all())
                .as("London has other days in summer")
                .extracting(Tiles.Tile::grain)
                .containsExactly(Tiles.Grain.QUARTER_HOUR);
    }
}
