package io.botflow.analytics.local.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedRowsTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "conversation_metrics,    2026-03-01T10:07:08.009Z, 2026-03-04T20:21:22.023Z",
        "messages,                2026-03-01T10:07:08.009Z, 2026-03-04T20:21:22.023Z",
        "bot_performance_metrics, 2026-03-02T00:00:00Z,     2026-03-04T00:00:00Z",
        "usage_analytics,         2026-03-01T11:00:00Z,     2026-03-04T20:00:00Z",
        "bot_metrics_15m,         2026-03-01T10:15:00Z,     2026-03-04T20:15:00Z",
        "bot_metrics_1m,          2026-03-01T10:08:00Z,     2026-03-04T20:21:00Z",
    })
    void aBucketCountsIfAllOfItLiesInTheRange(String table, Instant from, Instant to) {
        CountedRows rows = CountedRows.of(
                table, Instant.parse("2026-03-01T10:07:08.009Z"), Instant.parse("2026-03-04T20:21:22.023Z"), LONG_AGO);

        assertThat(rows.from()).isEqualTo(from);
        assertThat(rows.to()).isEqualTo(to);
        assertThat(rows.isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"bot_performance_metrics", "usage_analytics", "bot_metrics_15m", "bot_metrics_1m"})
    void aRangeOfWholeDaysIsNotNarrowed(String table) {
        Instant from = Instant.parse("1969-12-30T00:00:00Z");
        Instant to = Instant.parse("2026-03-04T00:00:00Z");

        CountedRows rows = CountedRows.of(table, from, to, Instant.MIN);

        assertThat(rows.from()).isEqualTo(from);
        assertThat(rows.to()).isEqualTo(to);
    }

    @Test
    void saysWhenThereIsNoWholeBucket() {
        CountedRows rows = CountedRows.of(
                "bot_performance_metrics",
                Instant.parse("2026-03-01T00:00:01Z"),
                Instant.parse("2026-03-02T23:59:59Z"),
                LONG_AGO);

        assertThat(rows.isEmpty()).isTrue();
        assertThat(rows.describe()).isEqualTo("no whole day");
    }

    @Test
    void minutesBeginWhereTheyAreKept() {
        Instant kept = Instant.parse("2026-03-03T08:15:00Z");
        Instant from = Instant.parse("2026-03-01T00:00:00Z");
        Instant to = Instant.parse("2026-03-04T00:00:00Z");

        assertThat(CountedRows.of("bot_metrics_1m", from, to, kept).from()).isEqualTo(kept);
        assertThat(CountedRows.of("bot_metrics_15m", from, to, kept).from()).isEqualTo(from);
        assertThat(CountedRows.of("bot_metrics_1m", from, kept, kept).isEmpty()).isTrue();
    }

    @Test
    void saysItsConditionInSql() {
        Instant from = Instant.parse("2026-03-01T00:00:00Z");
        Instant to = Instant.parse("2026-03-04T00:00:00Z");

        assertThat(CountedRows.of("bot_performance_metrics", from, to, LONG_AGO).condition("l"))
                .isEqualTo("(l.date >= '2026-03-01'::date AND l.date < '2026-03-04'::date)");
        assertThat(CountedRows.of("usage_analytics", from, to, LONG_AGO).condition("s"))
                .isEqualTo("(s.hour >= '2026-03-01T00:00:00Z'::timestamptz AND s.hour <"
                        + " '2026-03-04T00:00:00Z'::timestamptz)");
    }
}
