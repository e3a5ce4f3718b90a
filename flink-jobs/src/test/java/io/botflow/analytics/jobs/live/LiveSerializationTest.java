package io.botflow.analytics.jobs.live;

import static io.botflow.analytics.jobs.serialization.CompactTypeAssert.assertThatType;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.serialization.UuidSerializer;
import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveSerializationTest {
    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @BeforeAll
    static void printSeed() {
        System.out.println("LiveSerializationTest: -Dbotflow.seed=" + SEED);
    }

    static List<TypeInformation<?>> types() {
        return List.of(
                LiveChange.TYPE,
                LiveConversationSerializer.TYPE,
                RollingFiguresSerializer.TYPE,
                Pane.TYPE,
                ActiveHistory.TYPE,
                HourCounts.TYPE,
                DayBoard.TYPE,
                UuidSerializer.TYPE);
    }

    @ParameterizedTest
    @MethodSource("types")
    void isByHandAndComesBackFromItsSnapshot(TypeInformation<?> type) throws IOException {
        assertThatType(type).isCompactAndComesBackFromItsSnapshot();
    }

    @Test
    void bringsBackKeysAndCounts() throws IOException {
        for (int i = 0; i < 200; i++) {
            UUID id = new UUID(random.nextLong(), random.nextLong());
            assertThatType(UuidSerializer.TYPE)
                    .bringsBack(id, (back, one) -> assertThat(back).isEqualTo(one));
            assertThatType(Pane.TYPE)
                    .bringsBack(
                            new Pane(id, random.nextLong()),
                            (back, one) -> assertThat(back).isEqualTo(one));
            assertThatType(HourCounts.TYPE)
                    .bringsBack(
                            new HourCounts(random.nextLong(), 1, 2, random.nextInt()),
                            (back, one) -> assertThat(back).isEqualTo(one));
            RollingFigures figures = new RollingFigures();
            GeneratedEvents.events(SEED + i, 1).stream()
                    .filter(event -> event.text() != null)
                    .forEach(figures::addMessage);
            assertThatType(LiveChange.TYPE)
                    .bringsBack(
                            new LiveChange(id, id, random.nextInt(), figures, -1, -random.nextInt(4)), (back, one) -> {
                                assertThat(back.messages().toBytes())
                                        .isEqualTo(one.messages().toBytes());
                                assertThat(back)
                                        .usingRecursiveComparison()
                                        .ignoringFields("messages")
                                        .isEqualTo(one);
                            });
            assertThatType(RollingFiguresSerializer.TYPE)
                    .copiesDeeply(
                            figures,
                            copy -> copy.addActiveConversations(1),
                            (back, one) -> assertThat(back.toBytes()).isEqualTo(one.toBytes()));
        }
    }

    @Test
    void bringsBackAndCopiesDaysAndHistories() throws IOException {
        DayBoard board = new DayBoard();
        ActiveHistory history = new ActiveHistory();
        for (int i = 0; i < 20; i++) {
            board.add(new UUID(0, random.nextInt(5)), random.nextInt(9), random.nextInt(3) - 1);
            history.add(1_000 + random.nextInt(i + 1), 1 + random.nextInt(3));
        }
        assertThatType(DayBoard.TYPE)
                .copiesDeeply(board, copy -> copy.add(new UUID(0, 9), 1, 1), LiveSerializationTest::assertSame)
                .bringsBack(board, LiveSerializationTest::assertSame);
        assertThatType(ActiveHistory.TYPE)
                .copiesDeeply(history, copy -> copy.add(2_000, 1), LiveSerializationTest::assertSame)
                .bringsBack(history, LiveSerializationTest::assertSame);
    }

    @Test
    void bringsBackConversationsThatGoOnAsTheOriginalDoes() throws IOException {
        int compared = 0;
        for (int i = 0; i < 60; i++) {
            Map<UUID, List<BotEvent>> conversations = GeneratedEvents.events(SEED + i, 1).stream()
                    .filter(event -> event.type().isOfConversation())
                    .collect(Collectors.groupingBy(BotEvent::conversationId));
            for (List<BotEvent> events : conversations.values()) {
                int cut = random.nextInt(events.size() + 1);
                LiveConversation conversation = new LiveConversation();
                goOn(conversation, events.subList(0, cut));

                assertThatType(LiveConversationSerializer.TYPE).bringsBack(conversation, (back, one) -> {
                    LiveConversationSerializer copies = new LiveConversationSerializer();
                    assertThat(goOn(copies.copy(back), events)).isEqualTo(goOn(copies.copy(one), events));
                    assertThat(back.nextDeadline(1)).isEqualTo(one.nextDeadline(1));
                });
                compared += events.size() - cut;
            }
        }
        assertThat(compared).isGreaterThan(60);
    }

    private static List<RedisWrite.Frame> goOn(LiveConversation conversation, List<BotEvent> events) {
        List<RedisWrite.Frame> frames = new ArrayList<>();
        for (BotEvent event : events) {
            if (!conversation.contains(event.eventId())) {
                conversation.add(event, event.occurredAt() - 60_000, new LiveFacts(), frames::add);
            }
        }
        return frames;
    }

    private static void assertSame(Object back, Object one) {
        assertThat(back).usingRecursiveComparison().isEqualTo(one);
    }
}
