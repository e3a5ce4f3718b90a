package io.botflow.analytics.jobs.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.FaultReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceEventReaderTest {
    private static final String SENT = """
            {"event_id":"0A000000-0000-0000-0000-000000000001","event_type":"message_sent",\
            "occurred_at":"2026-03-01T10:00:00.1239Z","organization_id":"0a000000-0000-0000-0000-000000000002",\
            "bot_id":"0a000000-0000-0000-0000-000000000003","conversation_id":"0a000000-0000-0000-0000-000000000004",\
            "customer_phone":"+27","text":"hi","outcome":"success","x":1}""";

    private static ReferenceEventReader.Reading read(String json) {
        return ReferenceEventReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ReferenceEventReader.Reading with(String member) {
        return read(SENT.replace("\"x\":1", member));
    }

    @Test
    void readsWhatBothStylesOfJsonSay() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            for (BotEvent event : GeneratedEvents.events(seed, 10)) {
                byte[] lenient = EventJson.lenient(event, random);
                assertThat(ReferenceEventReader.read(EventJson.plain(event)).event())
                        .isEqualTo(event);
                assertThat(ReferenceEventReader.read(lenient).event())
                        .as(() -> new String(lenient, StandardCharsets.UTF_8))
                        .isEqualTo(event);
                assertThat(lenient).doesNotContain((byte) '\n');
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"cost_usd\":1e-400",
                "\"cost_usd\":1E+6",
                "\"cost_usd\":-0.0",
                "\"cost_usd\":0e99999999999",
                "\"tokens_used\":2147483647",
                "\"tokens_used\":null",
                "\"rating\":\"\\ud800\"",
                "\"text\":\"\"",
                "\"occurred_at\":\"0001-01-01T00:00:00-18:00\"",
                "\"occurred_at\":\"2024-02-29T23:59:59.123456789+18:00\"",
                "\"text\":\"\\ud83d\\ude42\"",
                "\"y\":[[[[]]]]",
                "\"response_time_ms\":86400000"
            })
    void accepts(String member) {
        assertThat(with(member).fault()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"cost_usd\":1000000.0000000001",
                "\"cost_usd\":-1e-99999999999",
                "\"cost_usd\":\"1\"",
                "\"cost_usd\":1e99999999999",
                "\"tokens_used\":1.0",
                "\"tokens_used\":1e2",
                "\"tokens_used\":2147483648",
                "\"response_time_ms\":-5",
                "\"response_time_ms\":86400001",
                "\"outcome\":\"SUCCESS\"",
                "\"outcome\":1",
                "\"text\":\"\\u0000\"",
                "\"text\":\"\\ude42\\ud83d\"",
                "\"text\":5",
                "\"customer_phone\":\"\"",
                "\"bot_id\":\"a-b-c-d-e\"",
                "\"occurred_at\":\"2026-03-01t10:00:00Z\"",
                "\"occurred_at\":\"2026-03-01T10:00:60Z\"",
                "\"occurred_at\":\"2026-02-29T10:00:00Z\"",
                "\"occurred_at\":\"2026-03-01T10:00:00+18:01\"",
                "\"occurred_at\":\"2026-03-01T10:00:00.1234567890Z\"",
                "\"occurred_at\":\"2026-03-01T24:00:00Z\"",
                "\"occurred_at\":\"0001-01-01T00:00:00+00:01\"",
                "\"occurred_at\":\"9999-12-31T23:59:59-00:01\"",
                "\"occurred_at\":1772359200000",
                "\"knowledge_base\":\"none\""
            })
    void refusesTheValue(String member) {
        assertThat(with(member).fault().reason()).isEqualTo(FaultReason.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\uFEFF{}",
                "{",
                "[]",
                "null",
                "42",
                "{}{}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":1,}",
                "{'a':1}",
                "\u0000"
            })
    void refusesWhatIsNotOneJsonObject(String json) {
        assertThat(read(json).fault().reason()).isEqualTo(FaultReason.NOT_JSON);
    }

    @Test
    void refusesBytesThatNoJsonMayHold() {
        byte[] surrogate = SENT.getBytes(StandardCharsets.ISO_8859_1);
        int at = SENT.indexOf("hi");
        surrogate[at] = (byte) 0xC0;
        surrogate[at + 1] = (byte) 0x80;

        assertThat(ReferenceEventReader.read(surrogate).fault().reason()).isEqualTo(FaultReason.NOT_JSON);
        assertThat(ReferenceEventReader.read(null).fault().reason()).isEqualTo(FaultReason.NOT_JSON);
    }

    @Test
    void holdsToTheLimits() {
        assertThat(with("\"y\":" + "[".repeat(99) + "]".repeat(99)).isValid()).isTrue();
        assertThat(with("\"y\":" + "[".repeat(100) + "]".repeat(100)).fault().reason())
                .isEqualTo(FaultReason.NOT_JSON);
        assertThat(with("\"y\":1" + "0".repeat(999)).isValid()).isTrue();
        assertThat(with("\"y\":1" + "0".repeat(1000)).fault().reason()).isEqualTo(FaultReason.NOT_JSON);
        assertThat(with("\"text\":\"" + "a".repeat(65_536) + "\"").isValid()).isTrue();
        assertThat(with("\"text\":\"" + "a".repeat(65_537) + "\"").fault().reason())
                .isEqualTo(FaultReason.BAD_VALUE);
        assertThat(with("\"y\":\"" + "a".repeat(256 * 1024) + "\"").fault().reason())
                .isEqualTo(FaultReason.TOO_LARGE);
        assertThat(with("\"customer_phone\":\"" + "\ud83d\ude42".repeat(64) + "\"")
                        .isValid())
                .isTrue();
        assertThat(with("\"customer_phone\":\"" + "a".repeat(65) + "\"").fault().reason())
                .isEqualTo(FaultReason.BAD_VALUE);
    }

    @Test
    void roundsCostHalfUpToNanosAndCutsTheTimeToMillis() {
        BotEvent event = with("\"cost_usd\":0.0000000005").event();

        assertThat(event.costNanos()).isEqualTo(1);
        assertThat(event.occurredAt())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00.123Z").toEpochMilli());
        assertThat(event.eventId()).hasToString("0a000000-0000-0000-0000-000000000001");
    }

    @Test
    void namesWhatIsMissingUnknownOrInTheFuture() {
        long now = Instant.parse("2026-03-01T09:50:00.123Z").toEpochMilli();
        byte[] bytes = SENT.getBytes(StandardCharsets.UTF_8);

        assertThat(with("\"outcome\":null").fault().detail()).isEqualTo("outcome");
        assertThat(with("\"outcome\":null").fault().reason()).isEqualTo(FaultReason.MISSING_FIELD);
        assertThat(with("\"event_type\":\"Message_Sent\"").fault().reason()).isEqualTo(FaultReason.UNKNOWN_EVENT_TYPE);
        assertThat(ReferenceEventReader.read(bytes, now).isValid()).isTrue();
        assertThat(ReferenceEventReader.read(bytes, now - 1).fault().reason()).isEqualTo(FaultReason.IN_THE_FUTURE);
    }

    @Test
    void generatesTheSameEventsForASeed() {
        List<BotEvent> events = GeneratedEvents.events(3, 40);

        assertThat(GeneratedEvents.events(3, 40)).isEqualTo(events);
        assertThat(GeneratedEvents.events(4, 40)).isNotEqualTo(events);
        assertThat(FirstReads.of(events).duplicates()).isZero();
        assertThat(GeneratedEvents.newest(events)).isLessThan(GeneratedEvents.BEGIN + GeneratedEvents.SPAN.toMillis());
    }
}
