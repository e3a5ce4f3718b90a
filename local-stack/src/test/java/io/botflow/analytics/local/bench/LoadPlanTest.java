package io.botflow.analytics.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Decoded;
import io.botflow.analytics.schemas.event.EventDecoder;
import io.botflow.analytics.schemas.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadPlanTest {
    private static final int EVENTS = 20_000;
    private static final Instant BEGIN = Instant.parse("2026-03-04T05:06:07Z");

    @ParameterizedTest
    @CsvSource({"100, 1000", "100, 100", "10, 200", "1, 1", "7, 333"})
    void everyEventCausesAFrameOfItsOwnThatLeadsBackToIt(int organizations, double eventsPerSecond) {
        LoadPlan plan = LoadPlan.of(organizations, eventsPerSecond, 0.5);
        Set<List<Integer>> frames = new HashSet<>();
        for (long number = 0; number < EVENTS; number++) {
            if (!plan.isSilent(number)) {
                int organization = plan.organization(number);
                int sequence = plan.sequence(number);
                assertThat(frames.add(List.of(organization, sequence))).isTrue();
                assertThat(plan.number(organization, sequence)).isEqualTo(number);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 1000", "10, 200", "1, 1"})
    void everyAnswerFollowsItsOwnQuestion(int organizations, double eventsPerSecond) {
        LoadPlan plan = LoadPlan.of(organizations, eventsPerSecond, 0.5);
        LoadEvents events = new LoadEvents("run", plan);
        EventDecoder decoder = new EventDecoder(true);
        Map<UUID, Integer> asked = new HashMap<>();
        Set<UUID> eventIds = new HashSet<>();
        for (long number = 0; number < EVENTS; number++) {
            if (plan.isSilent(number)) {
                continue;
            }
            Instant at = BEGIN.plusMillis(number);
            byte[] bytes = events.event(number, at);
            Decoded decoded = decoder.decode(bytes, at.toEpochMilli());
            assertThat(decoded.isValid())
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .isTrue();
            BotEvent event = decoded.event();
            assertThat(eventIds.add(event.eventId())).isTrue();
            assertThat(events.key(number)).isEqualTo(event.conversationId().toString());
            int sequence = new FrameText("new_message", event.text()).sequence(events.prefix());
            assertThat(sequence).isEqualTo(plan.sequence(number));
            if (event.type() == EventType.MESSAGE_RECEIVED) {
                // No second question before the answer.
                assertThat(asked.put(event.conversationId(), sequence)).isNull();
            } else {
                assertThat(asked.remove(event.conversationId())).isEqualTo(sequence - 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 1000", "10, 200"})
    void whatIsExpectedIsWhatWasSent(int organizations, double eventsPerSecond) {
        LoadPlan plan = LoadPlan.of(organizations, eventsPerSecond, 0.5);

        List<BitSet> expected = Completeness.expected(plan, EVENTS);

        assertThat(expected).hasSize(organizations);
        assertThat(expected.stream().mapToInt(BitSet::cardinality).sum()).isEqualTo(EVENTS - plan.answerLag());
    }
}
