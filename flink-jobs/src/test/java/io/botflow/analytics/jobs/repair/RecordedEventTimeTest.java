package io.botflow.analytics.jobs.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.schemas.event.BotEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordedEventTimeTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final RecordedEventTime time = new RecordedEventTime(Set.of(0, 1));

    @Test
    void thereIsNoneBeforeEveryPartitionHasToldOrWasSilentForFiveSeconds() {
        read(0, NOON, NOON);
        assertThat(time.eventTime()).isEqualTo(RecordedEventTime.NONE);

        time.advanceTo(NOON.plusSeconds(4).toEpochMilli());
        assertThat(time.eventTime()).isEqualTo(RecordedEventTime.NONE);
        time.advanceTo(NOON.plusSeconds(5).toEpochMilli());

        assertEventTime(NOON.minusSeconds(60));
    }

    @Test
    void isTheNewestLessAMinuteOfThePartitionThatIsFarthestBehind() {
        read(0, NOON, NOON);
        read(1, NOON, NOON.minusSeconds(600));

        assertEventTime(NOON.minusSeconds(660));

        read(1, NOON, NOON.minusSeconds(300));
        assertEventTime(NOON.minusSeconds(360));
    }

    @Test
    void doesNotGoAheadOfAPartitionThatIsReadLaterThanItsRecordsCame() {
        read(0, NOON, NOON);
        read(1, NOON, NOON.minus(Duration.ofDays(30)));
        read(0, NOON.plusSeconds(1), NOON.plus(Duration.ofDays(30)));

        read(1, NOON.plusSeconds(2), NOON.minus(Duration.ofDays(30)));

        assertEventTime(NOON.minus(Duration.ofDays(30)).minusSeconds(60));
    }

    @Test
    void aPartitionThatWasSilentForFiveSecondsDoesNotHoldItBack() {
        read(0, NOON, NOON);
        read(1, NOON, NOON.minus(Duration.ofDays(1)));
        read(0, NOON.plusSeconds(4), NOON.plusSeconds(4));
        assertEventTime(NOON.minus(Duration.ofDays(1)).minusSeconds(60));

        time.advanceTo(NOON.plusSeconds(6).toEpochMilli());

        assertEventTime(NOON.plusSeconds(4).minusSeconds(60));
    }

    @Test
    void followsSmallStepsNotAtOnceButLeaps() {
        read(0, NOON, NOON);
        read(1, NOON, NOON);
        read(0, NOON.plusMillis(100), NOON.plusSeconds(30));
        read(1, NOON.plusMillis(100), NOON.plusSeconds(30));
        assertEventTime(NOON.minusSeconds(60));

        time.advanceTo(NOON.plusMillis(1_100).toEpochMilli());
        assertEventTime(NOON.minusSeconds(30));

        read(0, NOON.plusMillis(1_100), NOON.plusSeconds(91));
        read(1, NOON.plusMillis(1_100), NOON.plusSeconds(91));
        assertEventTime(NOON.plusSeconds(31));
    }

    @Test
    void goesOnAfterThirtySecondsOfSilenceAtTheSpeedOfTheClock() {
        read(0, NOON, NOON.minus(Duration.ofDays(3)));
        read(1, NOON, NOON.minus(Duration.ofDays(3)));
        Instant stood = NOON.minus(Duration.ofDays(3)).minusSeconds(60);

        time.advanceTo(NOON.plusSeconds(30).toEpochMilli());
        assertEventTime(stood);
        time.advanceTo(NOON.plusSeconds(40).toEpochMilli());
        assertEventTime(stood.plusSeconds(10));

        read(0, NOON.plusSeconds(40), NOON.minus(Duration.ofDays(3)));
        time.advanceTo(NOON.plusSeconds(69).toEpochMilli());
        assertEventTime(stood.plusSeconds(10));
    }

    @Test
    void neverGoesPastTheClockInSilence() {
        read(0, NOON, NOON.plusSeconds(540));
        read(1, NOON, NOON.plusSeconds(540));

        time.advanceTo(NOON.plusSeconds(3_000).toEpochMilli());

        assertEventTime(NOON.plusSeconds(3_000));
    }

    @Test
    void invalidRecordsAndOlderEventsDoNotMoveIt() {
        read(0, NOON, NOON);
        read(1, NOON, NOON);
        read(0, NOON, NOON.minusSeconds(500));
        time.read(1, null);

        assertEventTime(NOON.minusSeconds(60));
    }

    private void read(int partition, Instant takenAt, Instant occurredAt) {
        time.advanceTo(takenAt.toEpochMilli());
        time.read(partition, event(occurredAt));
    }

    private void assertEventTime(Instant expected) {
        assertThat(Instant.ofEpochMilli(time.eventTime())).isEqualTo(expected);
    }

    private static BotEvent event(Instant at) {
        return GeneratedEvents.apiCalled(new UUID(1, 1), at.toEpochMilli(), new UUID(2, 2));
    }
}
