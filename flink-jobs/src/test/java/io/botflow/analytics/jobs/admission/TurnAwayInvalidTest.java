package io.botflow.analytics.jobs.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.jobs.oracle.EventScript;
import io.botflow.analytics.jobs.sink.TurnedAway;
import io.botflow.analytics.jobs.source.BotRecord;
import io.botflow.analytics.schemas.event.Fault;
import io.botflow.analytics.schemas.event.FaultReason;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnAwayInvalidTest {
    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final byte[] VALUE = {'{', (byte) 0xff};

    private OneInputStreamOperatorTestHarness<BotRecord, BotRecord> operator;

    @BeforeEach
    void open() throws Exception {
        operator = new OneInputStreamOperatorTestHarness<>(new TurnAwayInvalid());
        operator.setup(BotRecord.TYPE.createSerializer(null));
        operator.open();
    }

    @AfterEach
    void close() throws Exception {
        operator.close();
    }

    @Test
    void sendsInvalidRecordsToTheDeadLettersAsTheyCame() throws Exception {
        operator.processElement(new StreamRecord<>(
                new BotRecord(KEY, VALUE, 3, 42, null, new Fault(FaultReason.NOT_JSON, "not one JSON object"))));

        assertThat(operator.extractOutputValues()).isEmpty();
        assertThat(operator.getSideOutput(TurnAwayInvalid.DEAD_LETTERS))
                .singleElement()
                .extracting(StreamRecord::getValue)
                .usingRecursiveComparison()
                .isEqualTo(new TurnedAway(KEY, VALUE, 3, 42, "not-json", "not one JSON object"));
    }

    @Test
    void letsValidRecordsPass() throws Exception {
        BotRecord valid = new BotRecord(
                KEY,
                VALUE,
                3,
                42,
                new EventScript().received("2026-03-01T10:00:00Z").events().get(0),
                null);

        operator.processElement(new StreamRecord<>(valid));

        assertThat(operator.extractOutputValues()).singleElement().isSameAs(valid);
        assertThat(operator.getSideOutput(TurnAwayInvalid.DEAD_LETTERS)).isNull();
    }
}
