package io.botflow.analytics.schemas.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.Outcome;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RollingFiguresTest {
    private static final int SETS = 300;
    private static final int GARBAGE = 50_000;
    private static final long SEED = Long.getLong("botflow.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @BeforeAll
    static void printSeed() {
        System.out.println("RollingFiguresTest: -Dbotflow.seed=" + SEED);
    }

    @Test
    void mergesToTheSameInAnyGroupingAndOrder() {
        for (int set = 0; set < SETS; set++) {
            List<BotEvent> messages = messages(1 + random.nextInt(60));
            RollingFigures whole = figures(messages);
            List<BotEvent> shuffled = new ArrayList<>(messages);
            Collections.shuffle(shuffled, random);
            int cut = random.nextInt(shuffled.size() + 1);
            RollingFigures merged = figures(shuffled.subList(cut, shuffled.size()));
            merged.merge(figures(shuffled.subList(0, cut)));

            assertThat(merged.toBytes()).as("-Dbotflow.seed=%d", SEED).isEqualTo(whole.toBytes());
        }
    }

    @Test
    void subtractsWhatWasMerged() {
        for (int set = 0; set < SETS; set++) {
            RollingFigures kept = figures(messages(random.nextInt(60)));
            RollingFigures leaving = figures(messages(random.nextInt(60)));
            leaving.addActiveConversations(random.nextInt(5));
            RollingFigures total = kept.copy();
            total.merge(leaving);
            byte[] bytesOfLeaving = leaving.toBytes();

            total.subtract(leaving);

            assertThat(total.toBytes()).as("-Dbotflow.seed=%d", SEED).isEqualTo(kept.toBytes());
            assertThat(leaving.toBytes()).isEqualTo(bytesOfLeaving);
        }
    }

    @Test
    void refusesToSubtractWhatWasNeverMergedAndStaysAsItWas() {
        RollingFigures figures = figures(List.of(sent(100, Outcome.SUCCESS, 1)));
        byte[] before = figures.toBytes();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> figures.subtract(figures(List.of(sent(200, Outcome.SUCCESS, 1)))));
        assertThat(figures.toBytes()).isEqualTo(before);
    }

    @Test
    void comesBackFromItsBytes() {
        for (int set = 0; set < SETS; set++) {
            RollingFigures figures = figures(messages(random.nextInt(40)));
            // A change crosses the network signed.
            figures.addActiveConversations(random.nextInt(9) - 4);
            RollingFigures back = RollingFigures.fromBytes(figures.toBytes());

            assertThat(back.toBytes()).as("-Dbotflow.seed=%d", SEED).isEqualTo(figures.toBytes());
            assertThat(back.activeConversations()).isEqualTo(figures.activeConversations());
            assertThat(RealtimeFigures.of(back)).isEqualTo(RealtimeFigures.of(figures));
            BotFigures both = new BotFigures(figures, figures(messages(random.nextInt(10))));
            BotFigures bothBack = BotFigures.fromBytes(both.toBytes());
            assertThat(bothBack.current().toBytes()).isEqualTo(both.current().toBytes());
            assertThat(bothBack.previous().toBytes()).isEqualTo(both.previous().toBytes());
        }
    }

    @Test
    void copiesDeeply() {
        RollingFigures figures = figures(messages(20));
        byte[] before = figures.toBytes();

        figures.copy().merge(figures(messages(20)));

        assertThat(figures.toBytes()).isEqualTo(before);
    }

    @Test
    void saysOfGarbageThatItIsNoFigures() {
        byte[] valid = new BotFigures(figures(messages(30)), figures(messages(30))).toBytes();
        int refused = 0;
        for (int i = 0; i < GARBAGE; i++) {
            byte[] garbage;
            if (random.nextBoolean()) {
                garbage = new byte[random.nextInt(40)];
                random.nextBytes(garbage);
            } else {
                garbage = Arrays.copyOf(valid, random.nextInt(valid.length + 3));
                if (garbage.length > 0) {
                    garbage[random.nextInt(garbage.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            refused += isRefused(garbage) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(GARBAGE / 2);
        assertThatIllegalArgumentException().isThrownBy(() -> BotFigures.fromBytes(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> RollingFigures.fromBytes(new byte[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BotFigures.fromBytes(Arrays.copyOf(valid, valid.length - 1)));
    }

    /** Anything else than an {@link IllegalArgumentException} fails the test. */
    private static boolean isRefused(byte[] garbage) {
        try {
            BotFigures.fromBytes(garbage);
            return false;
        } catch (IllegalArgumentException refusal) {
            return true;
        }
    }

    @Test
    void computesWhatIsShown() {
        RollingFigures counted = figures(List.of(
                sent(100, Outcome.SUCCESS, 5),
                sent(201, Outcome.SUCCESS, 6),
                sent(BotEvent.ABSENT, Outcome.FALLBACK, 0),
                received()));
        counted.addActiveConversations(2);

        RealtimeFigures shown = RealtimeFigures.of(counted);

        assertThat(shown)
                .isEqualTo(new RealtimeFigures(2, 151L, 151L, 196L, 200L, new BigDecimal("66.67"), 4, 2, 0, 1, 11));
        assertThat(shown.toOrganizationFields("previous_"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("previous_active_conversations", "2"),
                        Map.entry("previous_avg_response_time_ms", "151"),
                        Map.entry("previous_p50_response_time_ms", "151"),
                        Map.entry("previous_p95_response_time_ms", "196"),
                        Map.entry("previous_p99_response_time_ms", "200"),
                        Map.entry("previous_success_rate", "66.67"),
                        Map.entry("previous_messages_per_hour", "4"),
                        Map.entry("previous_total_messages", "4"),
                        Map.entry("previous_successful", "2"),
                        Map.entry("previous_failed", "0"),
                        Map.entry("previous_fallback", "1"),
                        Map.entry("previous_total_tokens", "11")));
        assertThat(RealtimeFigures.botFields(counted))
                .isEqualTo(Map.of(
                        "count", "2", "avg", "151", "p50", "151", "p95", "196", "p99", "200", "success_rate", "66.67"));
    }

    @Test
    void leavesOutWhatHasNoData() {
        RollingFigures asked = figures(List.of(received()));

        assertThat(RealtimeFigures.of(asked).toOrganizationFields(""))
                .containsEntry("total_messages", "1")
                .doesNotContainKeys(
                        "avg_response_time_ms",
                        "p50_response_time_ms",
                        "p95_response_time_ms",
                        "p99_response_time_ms",
                        "success_rate");
        assertThat(RealtimeFigures.botFields(asked)).isEqualTo(Map.of("count", "0"));
        assertThat(new BotFigures().isEmpty()).isTrue();
        assertThat(new BotFigures(asked, new RollingFigures()).isEmpty()).isFalse();
    }

    @Test
    void bringsShownFiguresBackFromTheirFields() {
        for (int set = 0; set < SETS; set++) {
            RollingFigures counted = figures(messages(random.nextInt(30)));
            counted.addActiveConversations(random.nextInt(3));
            RealtimeFigures shown = RealtimeFigures.of(counted);

            assertThat(RealtimeFigures.fromOrganizationFields(shown.toOrganizationFields("previous_"), "previous_"))
                    .isEqualTo(shown);
        }
    }

    private static RollingFigures figures(List<BotEvent> messages) {
        RollingFigures figures = new RollingFigures();
        messages.forEach(figures::addMessage);
        return figures;
    }

    private List<BotEvent> messages(int count) {
        List<BotEvent> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Outcome outcome = Outcome.values()[random.nextInt(3)];
            int millis =
                    random.nextInt(5) == 0 ? BotEvent.ABSENT : random.nextInt(random.nextBoolean() ? 300 : 86_400_001);
            messages.add(random.nextBoolean() ? received() : sent(millis, outcome, random.nextInt(Integer.MAX_VALUE)));
        }
        return messages;
    }

    private static BotEvent received() {
        return event(EventType.MESSAGE_RECEIVED, BotEvent.ABSENT, null, 0);
    }

    private static BotEvent sent(int responseTimeMillis, Outcome outcome, int tokens) {
        return event(EventType.MESSAGE_SENT, responseTimeMillis, outcome, tokens);
    }

    private static BotEvent event(EventType type, int responseTimeMillis, Outcome outcome, int tokens) {
        UUID id = new UUID(0, 1);
        return new BotEvent(
                type,
                id,
                0,
                id,
                id,
                id,
                "+27",
                "text",
                1,
                responseTimeMillis,
                outcome,
                tokens,
                0,
                null,
                null,
                BotEvent.ABSENT);
    }
}
