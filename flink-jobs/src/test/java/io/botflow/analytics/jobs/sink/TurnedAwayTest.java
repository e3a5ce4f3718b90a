package io.botflow.analytics.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;
import org.junit.jupiter.api.Test;

/** What of a record goes to the topics of those that were turned away. */
class TurnedAwayTest {
    private static final int TOPIC_BYTES = 4 * 1024 * 1024;
    private static final Fault FAULT = new Fault(FaultReason.TOO_LARGE, "record of so many bytes");

    @Test
    void whatTheTopicOfEventsTakesIsUntouched() {
        byte[] key = new byte[100];
        byte[] value = new byte[TOPIC_BYTES - key.length];

        TurnedAway invalid = TurnedAway.invalid(invalid(key, value));

        assertThat(invalid.key()).isSameAs(key);
        assertThat(invalid.value()).isSameAs(value);
        assertThat(invalid.detail()).isEqualTo(FAULT.detail());
        assertThat(TurnedAway.invalid(invalid(null, null)).value()).isNull();
    }

    @Test
    void aValueThatOnlyCompressionMadeFitIsLeftOutAndTheDetailSaysSo() {
        byte[] key = new byte[100];

        TurnedAway invalid = TurnedAway.invalid(invalid(key, new byte[TOPIC_BYTES + 1]));

        assertThat(invalid.value()).isNull();
        assertThat(invalid.detail()).startsWith(FAULT.detail()).contains("left out");
        assertThat(invalid.partition()).isEqualTo(3);
        assertThat(invalid.offset()).isEqualTo(7);
    }

    @Test
    void aKeyThatOnlyCompressionMadeFitIsLeftOut() {
        byte[] key = new byte[TOPIC_BYTES];
        byte[] value = new byte[100];

        assertThat(TurnedAway.invalid(invalid(key, value)).key()).isNull();
        assertThat(TurnedAway.invalid(invalid(key, value)).value()).isSameAs(value);
        TurnedAway late = TurnedAway.late(new BotRecord(key, value, 3, 7, null, null));
        assertThat(late.key()).isNull();
        assertThat(late.value()).isSameAs(value);
    }

    private static BotRecord invalid(byte[] key, byte[] value) {
        return new BotRecord(key, value, 3, 7, null, FAULT);
    }
}
