package io.botflow.analytics.jobs.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DialoguesFileTest {
    private final List<byte[]> lines = RecordedDialogues.lines();
    private final List<BotEvent> events = RecordedDialogues.events();

    @Test
    void holdsEveryKindOfEventWithRedeliveriesAndMalformedLines() {
        FirstReads reads = FirstReads.of(events);
        Set<EventType> types = events.stream().map(BotEvent::type).collect(Collectors.toSet());

        assertThat(lines).hasSizeBetween(2_500, 4_500);
        assertThat(types).isEqualTo(EnumSet.allOf(EventType.class));
        assertThat(lines.size() - events.size()).isGreaterThan(20);
        assertThat(reads.duplicates()).isGreaterThan(80);
        assertThat(reads.conflicts()).isZero();
    }

    @Test
    void endsWithEventsThatCloseEveryConversation() {
        long newest = GeneratedEvents.newest(events);
        long newestOfConversations = events.stream()
                .filter(event -> event.type().isOfConversation())
                .mapToLong(BotEvent::occurredAt)
                .max()
                .orElseThrow();
        long idleEnd = newestOfConversations + Duration.ofMinutes(31).toMillis();
        Tables tables = BatchRecomputation.recompute(events, newest - 60_000);

        assertThat(newest).isGreaterThan(idleEnd);
        assertThat(tables.conversations().values())
                .hasSizeGreaterThan(150)
                .allSatisfy(row -> assertThat(row.endedAt()).isNotNull());
        assertThat(events.subList(events.size() - 64, events.size()))
                .allSatisfy(event -> assertThat(event.occurredAt()).isGreaterThan(idleEnd));
    }
}
