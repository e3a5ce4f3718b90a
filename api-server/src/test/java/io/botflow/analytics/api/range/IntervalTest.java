package io.botflow.analytics.api.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    private static List<Instant> starts(Interval interval, String zone, String from, String to) {
        return Buckets.of(new TimeRange(Instant.parse(from), Instant.parse(to)), ZoneId.of(zone), interval, 10_000)
                .starts();
    }

    private static List<Instant> day(Interval interval, String zone, String date) {
        LocalDate day = LocalDate.parse(date);
        Instant from = day.atStartOfDay(ZoneId.of(zone)).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant();
        return starts(interval, zone, from.toString(), to.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 2026-03-08, 24",
        "America/New_York, 2026-03-07, 24",
        "America/New_York, 2026-03-08, 23",
        "America/New_York, 2026-11-01, 25",
        "Europe/Paris, 2026-03-29, 23",
        "Europe/Paris, 2026-10-25, 25",
        "Asia/Kolkata, 2026-03-08, 24",
        "Asia/Kathmandu, 2026-03-08, 24",
        // Half an hour forth and back: one hour is half as long.
        "Australia/Lord_Howe, 2026-10-04, 24",
        "Australia/Lord_Howe, 2026-04-05, 25",
        // Clocks went forward at midnight: the day began at 01:00.
        "Africa/Cairo, 2026-04-24, 23",
    })
    void cutsDaysIntoTheirHours(String zone, String date, int hours) {
        List<Instant> starts = day(Interval.HOUR, zone, date);

        assertThat(starts).hasSize(hours).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void cutsHoursWhereTheZoneDoes() {
        assertThat(starts(Interval.HOUR, "Asia/Kathmandu", "2026-03-02T10:00:00Z", "2026-03-02T11:30:00Z"))
                .containsExactly(
                        Instant.parse("2026-03-02T09:15:00Z"),
                        Instant.parse("2026-03-02T10:15:00Z"),
                        Instant.parse("2026-03-02T11:15:00Z"));
        assertThat(starts(Interval.HOUR, "Australia/Lord_Howe", "2026-04-04T13:30:00Z", "2026-04-04T16:30:00Z"))
                .as("02:00 at +11:00 became 01:30 at +10:30")
                .containsExactly(
                        Instant.parse("2026-04-04T13:00:00Z"),
                        Instant.parse("2026-04-04T14:00:00Z"),
                        Instant.parse("2026-04-04T15:00:00Z"),
                        Instant.parse("2026-04-04T15:30:00Z"));
    }

    @Test
    void beginsDaysAtLocalMidnight() {
        assertThat(starts(Interval.DAY, "America/New_York", "2026-03-07T12:00:00Z", "2026-03-09T12:00:00Z"))
                .containsExactly(
                        Instant.parse("2026-03-07T05:00:00Z"),
                        Instant.parse("2026-03-08T05:00:00Z"),
                        Instant.parse("2026-03-09T04:00:00Z"));
    }

    @Test
    void holdsEveryMomentInOneBucketOfEveryZone() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int i = 0; i < 20_000; i++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Interval interval = Interval.values()[random.nextInt(Interval.values().length)];
            Instant at = Instant.parse("1975-01-01T00:00:00Z").plusMillis((long)
                    (random.nextDouble() * Duration.ofDays(60L * 365).toMillis()));

            Instant start = interval.start(at, zone);

            String what = "seed " + seed + ": " + interval + " of " + at + " in " + zone;
            assertThat(start).as(what).isBeforeOrEqualTo(at);
            assertThat(interval.start(start, zone)).as(what).isEqualTo(start);
            assertThat(interval.next(start, zone)).as(what).isAfter(at);
            assertThat(interval.start(interval.next(start, zone), zone))
                    .as(what)
                    .isEqualTo(interval.next(start, zone));
        }
    }
}
