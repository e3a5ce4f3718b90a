package io.botflow.analytics.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final long MILLI = 1_000_000;
    private static final LoadPlan PLAN = new LoadPlan(1, 1);

    @Test
    void latencyCountsFromTheTimeTheEventWasMeantToBeSent() {
        Measurement measurement = new Measurement("run ", PLAN, new Schedule(0, 1_000));

        // Event 2, meant for the second millisecond.
        measurement.received(0, 2, 102 * MILLI);
        measurement.receivedOther();

        assertThat(measurement.frames()).isEqualTo(1);
        assertThat(measurement.otherFrames()).isEqualTo(1);
        assertThat(measurement.latencyMicros().getTotalCount()).isEqualTo(1);
        assertThat(Latencies.of(measurement.latencyMicros()).getDouble("max_ms"))
                .isBetween(99.9, 100.2);
    }

    @Test
    void aFrameTellsWhichEventCausedIt() throws Exception {
        String question = "{\"type\":\"new_message\",\"id\":\"1-0\",\"data\":{\"id\":\"x\",\"message\":\"run 4 hi\","
                + "\"bot_response\":null,\"status\":\"active\"}}";
        assertThat(FrameText.of(question)).isEqualTo(new FrameText("new_message", "run 4 hi"));
        assertThat(FrameText.of(question).sequence("run ")).isEqualTo(4);
        assertThat(FrameText.of(question).sequence("other ")).isEqualTo(-1);
        assertThat(FrameText.of(question.replace("null", "\"run 5 hello\"")).sequence("run "))
                .isEqualTo(5);
        assertThat(FrameText.of("{\"type\":\"error\",\"data\":{\"type\":\"about:blank\"}}"))
                .isEqualTo(new FrameText("error", null));
    }

    @Test
    void missingAndRepeatedFramesAreCounted() {
        LoadClient told = new LoadClient(0, new AtomicReference<>());
        LoadClient untold = new LoadClient(0, new AtomicReference<>());
        BitSet expected = new BitSet();
        expected.set(0, 4);
        for (int sequence : new int[] {0, 1, 1, 1}) {
            told.received().add(sequence);
        }
        told.received().addGap();
        for (int sequence : new int[] {0, 1, 3}) {
            untold.received().add(sequence);
        }

        assertThat(Completeness.of(List.of(told, untold), List.of(expected)))
                .isEqualTo(new Completeness(8, 3, 1, 2, 1));
    }

    @Test
    void theReportFindsWhatWasMissedInAnyPhase() {
        Report report = new Report();
        report.add("one", new JsonObject().put("frames_missing_without_gap", 2L));
        JsonObject phases = new JsonObject()
                .put(
                        "busy",
                        new JsonObject().put("frames_missing_without_gap", 3L).put("p99_ms", 4.5));
        report.add("two", phases);

        assertThat(report.missingWithoutGap()).isEqualTo(5);
        assertThat(Report.table("two", phases).lines().map(String::strip))
                .anyMatch(line -> line.matches("p99_ms +4.5"))
                .contains("two: busy");
    }

    @Test
    void onlyWhatTheServerStillHoldsIsAConnection() {
        Set<Integer> clients = new HashSet<>();
        TcpConnections.addClients(
                List.of(
                        "  sl  local_address rem_address   st tx_queue rx_queue",
                        "   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000",
                        "   1: 0100007F:1F90 0100007F:A001 01 00000000:00000000",
                        "   2: 0100007F:1F90 0100007F:A002 04 00000000:00000000",
                        "   3: 0100007F:A001 0100007F:1F90 01 00000000:00000000",
                        "   4: 0000000000000000FFFF00000100007F:1F90 0000000000000000FFFF00000100007F:A003 01 0:0"),
                8080,
                clients);

        assertThat(clients).containsExactlyInAnyOrder(0xA001, 0xA003);
    }
}
