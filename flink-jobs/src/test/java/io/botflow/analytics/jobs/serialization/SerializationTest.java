package io.botflow.analytics.jobs.serialization;

import static io.botflow.analytics.jobs.serialization.CompactTypeAssert.assertThatType;
import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.admission.EventScope;
import io.botflow.analytics.jobs.conversation.rollup.BotBucket;
import io.botflow.analytics.jobs.conversation.rollup.BotBucketSerializer;
import io.botflow.analytics.jobs.conversation.rollup.BotDay;
import io.botflow.analytics.jobs.conversation.rollup.BotMinute;
import io.botflow.analytics.jobs.conversation.rollup.FactCombiner;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationBucket;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationBucketSerializer;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationFacts;
import io.botflow.analytics.jobs.conversation.rollup.OrganizationHour;
import io.botflow.analytics.jobs.conversation.track.Conversation;
import io.botflow.analytics.jobs.conversation.track.ConversationSerializer;
import io.botflow.analytics.jobs.oracle.GeneratedEvents;
import io.botflow.analytics.jobs.sink.ColumnValues;
import io.botflow.analytics.jobs.sink.Progress;
import io.botflow.analytics.jobs.sink.RowBatch;
import io.botflow.analytics.jobs.sink.TurnedAway;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerializationTest {
    private static final int VALUES = 500;

    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @BeforeAll
    static void printSeed() {
        System.out.println("SerializationTest: -Dbotflow.seed=" + SEED);
    }

    static List<TypeInformation<?>> typesOnEdgesAndInState() {
        return List.of(
                BotRecord.TYPE,
                RowBatch.TYPE,
                TurnedAway.TYPE,
                Progress.TYPE,
                BotMinute.TYPE,
                OrganizationFacts.TYPE,
                EventScope.TYPE,
                BotDay.TYPE,
                OrganizationHour.TYPE,
                ConversationSerializer.TYPE,
                BotBucketSerializer.TYPE,
                OrganizationBucketSerializer.TYPE);
    }

    @ParameterizedTest
    @MethodSource("typesOnEdgesAndInState")
    void isByHandAndComesBackFromItsSnapshot(TypeInformation<?> type) throws IOException {
        assertThatType(type).isCompactAndComesBackFromItsSnapshot();
    }

    @Test
    void refusesStateThatAnotherSerializerWrote() {
        List<TypeInformation<?>> types = typesOnEdgesAndInState();
        for (TypeInformation<?> one : types) {
            for (TypeInformation<?> other : types) {
                CompactSerializerSnapshot<?> from = snapshot(one);
                assertThat(isCompatible(snapshot(other), from))
                        .as("%s for %s", one, other)
                        .isEqualTo(one.equals(other));
            }
        }
    }

    @Test
    void bringsBackRecords() throws IOException {
        for (BotEvent event : GeneratedEvents.events(SEED, 30)) {
            BotRecord valid = new BotRecord(bytes(), bytes(), random.nextInt(), random.nextLong(), event, null);

            assertThatType(BotRecord.TYPE).bringsBack(valid, SerializationTest::assertSameRecord);
        }
        for (FaultReason reason : FaultReason.values()) {
            BotRecord invalid = new BotRecord(
                    bytes(), bytes(), 3, Long.MAX_VALUE, null, new Fault(reason, "\u00e9 detail \ud83d\ude42"));

            assertThatType(BotRecord.TYPE).bringsBack(invalid, SerializationTest::assertSameRecord);
        }
    }

    @Test
    void bringsBackBatchesOfRows() throws IOException {
        for (int i = 0; i < VALUES; i++) {
            List<ColumnValues> columns = new ArrayList<>();
            for (int column = random.nextInt(30); column >= 0; column--) {
                columns.add(new ColumnValues(random.nextInt(), bytes()));
            }

            assertThatType(RowBatch.TYPE)
                    .bringsBack(
                            new RowBatch(random.nextInt(20), columns),
                            (back, one) ->
                                    assertThat(back).usingRecursiveComparison().isEqualTo(one));
        }
    }

    @Test
    void bringsBackWhatWasTurnedAway() throws IOException {
        for (int i = 0; i < VALUES; i++) {
            TurnedAway value =
                    new TurnedAway(bytes(), bytes(), random.nextInt(), random.nextLong(), string(), string());

            assertThatType(TurnedAway.TYPE)
                    .bringsBack(
                            value,
                            (back, one) ->
                                    assertThat(back).usingRecursiveComparison().isEqualTo(one));
        }
    }

    @Test
    void bringsBackProgressAndKeys() throws IOException {
        for (int i = 0; i < VALUES; i++) {
            Long completeUntil = random.nextBoolean() ? null : random.nextLong();

            assertThatType(Progress.TYPE)
                    .bringsBack(new Progress("job", completeUntil, random.nextLong()), SerializationTest::assertSame);
            assertThatType(EventScope.TYPE)
                    .bringsBack(new EventScope(id(), random.nextBoolean(), id()), SerializationTest::assertSame);
            assertThatType(BotDay.TYPE)
                    .bringsBack(new BotDay(id(), id(), random.nextInt()), SerializationTest::assertSame);
            assertThatType(OrganizationHour.TYPE)
                    .bringsBack(new OrganizationHour(id(), random.nextInt()), SerializationTest::assertSame);
        }
    }

    @Test
    void bringsBackCombinedFactsAndBuckets() throws IOException {
        FactCombiner facts = new FactCombiner();
        track(new Conversation(), GeneratedEvents.events(SEED, 40), facts);
        List<BotMinute> botFacts = new ArrayList<>();
        List<OrganizationFacts> organizationFacts = new ArrayList<>();
        facts.drain(botFacts::add, organizationFacts::add);
        assertThat(botFacts).hasSizeGreaterThan(50);
        assertThat(organizationFacts).hasSizeGreaterThan(20);

        for (BotMinute one : botFacts) {
            assertThatType(BotMinute.TYPE).bringsBack(one, (back, value) -> {
                assertThat(back)
                        .usingRecursiveComparison()
                        .ignoringFields("facts")
                        .isEqualTo(value);
                assertSameBucket(back.facts(), value.facts());
            });
            assertThatType(BotBucketSerializer.TYPE).bringsBack(one.facts(), SerializationTest::assertSameBucket);
        }
        for (OrganizationFacts one : organizationFacts) {
            assertThatType(OrganizationFacts.TYPE).bringsBack(one, (back, value) -> {
                assertThat(back.hour()).isEqualTo(value.hour());
                assertSameBucket(back.facts(), value.facts());
            });
            assertThatType(OrganizationBucketSerializer.TYPE)
                    .bringsBack(one.facts(), SerializationTest::assertSameBucket);
        }
    }

    @Test
    void bringsBackConversationsThatGoOnAsTheOriginalDoes() throws IOException {
        for (int i = 0; i < VALUES; i++) {
            List<BotEvent> events = eventsOfOneConversation(SEED + i);
            Conversation conversation = new Conversation();
            track(conversation, events.subList(0, random.nextInt(events.size() + 1)), new FactCombiner());

            assertThatType(ConversationSerializer.TYPE)
                    .bringsBack(conversation, (back, value) -> assertGoesOnAlike(back, value, events));
        }
    }

    @Test
    void copiesConversationsDeeply() throws IOException {
        for (int i = 0; i < VALUES; i++) {
            List<BotEvent> events = eventsOfOneConversation(SEED + i);
            int half = events.size() / 2;
            Conversation conversation = new Conversation();
            track(conversation, events.subList(0, half), new FactCombiner());

            assertThatType(ConversationSerializer.TYPE)
                    .copiesDeeply(
                            conversation,
                            copy -> track(copy, events.subList(half, events.size()), new FactCombiner()),
                            (one, other) -> assertGoesOnAlike(one, other, events));
        }
    }

    @Test
    void writesNumbersOfAnySize() throws IOException {
        List<Long> numbers =
                new ArrayList<>(List.of(0L, -1L, 1L, 63L, 64L, -64L, -65L, Long.MIN_VALUE, Long.MAX_VALUE));
        for (int i = 0; i < VALUES; i++) {
            numbers.add(random.nextLong() >> random.nextInt(64));
        }
        for (long number : numbers) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Compact.writeLong(number, new DataOutputStream(bytes));

            assertThat(Compact.readLong(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                    .isEqualTo(number);
            boolean isNearZero = number >= -64 && number < 64;
            assertThat(bytes.size() == 1).as("%d takes one byte", number).isEqualTo(isNearZero);
        }
    }

    private static void track(Conversation conversation, List<BotEvent> events, FactCombiner facts) {
        for (BotEvent event : events) {
            if (!event.type().isOfConversation()) {
                facts.organizationEvent(event);
            } else if (!conversation.contains(event.eventId())) {
                conversation.add(event, event.occurredAt() - 60_000, facts);
            }
        }
    }

    /** The events of the conversation with most of them, in random order; its first is a message. */
    private List<BotEvent> eventsOfOneConversation(long ofSeed) {
        List<BotEvent> all = new ArrayList<>(GeneratedEvents.events(ofSeed, 1));
        all.removeIf(event -> !event.type().isOfConversation());
        Collections.shuffle(all, random);
        all.sort((one, other) -> Boolean.compare(other.text() != null, one.text() != null));
        return all.size() > 1 && all.get(0).text() != null ? all : eventsOfOneConversation(ofSeed + 1_000_003);
    }

    private static void assertGoesOnAlike(Conversation one, Conversation other, List<BotEvent> events) {
        UUID organizationId = new UUID(0, 1);
        UUID conversationId = new UUID(0, 2);
        assertThat(one.row(organizationId, conversationId)).isEqualTo(other.row(organizationId, conversationId));
        assertThat(one)
                .usingRecursiveComparison()
                .ignoringFields("eventIds", "responseTimes")
                .isEqualTo(other);
        for (BotEvent event : events) {
            assertThat(one.contains(event.eventId())).isEqualTo(other.contains(event.eventId()));
        }
        Conversation oneGoesOn = copyOf(one);
        Conversation otherGoesOn = copyOf(other);
        FactCombiner oneFacts = new FactCombiner();
        FactCombiner otherFacts = new FactCombiner();
        track(oneGoesOn, events, oneFacts);
        track(otherGoesOn, events, otherFacts);
        assertThat(oneGoesOn.row(organizationId, conversationId))
                .isEqualTo(otherGoesOn.row(organizationId, conversationId));
        assertThat(oneFacts.size()).isEqualTo(otherFacts.size());
    }

    private static Conversation copyOf(Conversation conversation) {
        return new ConversationSerializer().copy(conversation);
    }

    private static void assertSameBucket(BotBucket one, BotBucket other) {
        assertThat(bytesOf(BotBucketSerializer.TYPE, one)).isEqualTo(bytesOf(BotBucketSerializer.TYPE, other));
    }

    private static void assertSameBucket(OrganizationBucket one, OrganizationBucket other) {
        assertThat(one)
                .usingRecursiveComparison()
                .ignoringFields("users.hashes")
                .isEqualTo(other);
        assertThat(bytesOf(OrganizationBucketSerializer.TYPE, one))
                .containsExactlyInAnyOrder(bytesOf(OrganizationBucketSerializer.TYPE, other));
    }

    private static <T> byte[] bytesOf(TypeInformation<T> type, T value) {
        DataOutputSerializer out = new DataOutputSerializer(64);
        try {
            type.createSerializer(new SerializerConfigImpl()).serialize(value, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.getCopyOfBuffer();
    }

    private static void assertSame(Object back, Object value) {
        assertThat(back).isEqualTo(value).hasSameHashCodeAs(value);
    }

    private static void assertSameRecord(BotRecord back, BotRecord value) {
        assertThat(back.event()).isEqualTo(value.event());
        assertThat(back).usingRecursiveComparison().ignoringFields("event").isEqualTo(value);
    }

    private static CompactSerializerSnapshot<?> snapshot(TypeInformation<?> type) {
        return (CompactSerializerSnapshot<?>)
                type.createSerializer(new SerializerConfigImpl()).snapshotConfiguration();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // snapshots of different types on purpose
    private static boolean isCompatible(CompactSerializerSnapshot to, CompactSerializerSnapshot from) {
        return to.resolveSchemaCompatibility(from).isCompatibleAsIs();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private byte[] bytes() {
        if (random.nextInt(4) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String string() {
        String[] strings = {null, "", "a", "\u00e9\u0000\ud83d\ude42", "x".repeat(random.nextInt(300))};
        return strings[random.nextInt(strings.length)];
    }
}
