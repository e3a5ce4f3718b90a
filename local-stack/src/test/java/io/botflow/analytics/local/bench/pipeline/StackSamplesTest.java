package io.botflow.analytics.local.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class StackSamplesTest {
    private static final String OWN = "io.botflow.A.a";
    private static final String OTHER_OWN = "io.botflow.B.<init>";
    private static final StackSamples SAMPLES = new StackSamples(Map.of(
            List.of("Main.run", OWN, OTHER_OWN, "java.M.put"), 6L,
            List.of("Main.run", OWN), 1L,
            List.of("Main.run", "java.M.put"), 3L));

    private static final long BURNT_NANOS = 1_000_000_000;

    @TempDir
    private Path directory;

    @Test
    void framesHaveTheirShares() {
        assertThat(SAMPLES.innermost(5))
                .containsExactly(new StackSamples.Share("java.M.put", 90), new StackSamples.Share(OWN, 10));
        assertThat(SAMPLES.innermostOwn(5))
                .containsExactly(new StackSamples.Share(OTHER_OWN, 60), new StackSamples.Share(OWN, 10));
        assertThat(SAMPLES.own(1)).containsExactly(new StackSamples.Share(OWN, 70));
        assertThat(SAMPLES.collapsed())
                .containsExactly(
                        "Main.run;io.botflow.A.a 1",
                        "Main.run;io.botflow.A.a;io.botflow.B.<init>;java.M.put 6",
                        "Main.run;java.M.put 3");
    }

    @Test
    void theFlameGraphHasEachFrameAsWideAsItsShare() throws Exception {
        String svg = FlameGraph.of("a < b", SAMPLES);

        NodeList frames = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("rect");
        // The background, the root's one callee, its two, and what the one of the project calls.
        assertThat(frames.getLength()).isEqualTo(6);
        assertThat(((Element) frames.item(1)).getAttribute("width")).isEqualTo("1400.0");
        assertThat(((Element) frames.item(2)).getAttribute("width")).isEqualTo("980.0");
        assertThat(svg).contains("io.botflow.A.a 70.00 %", "java.M.put 30.00 %", "a &lt; b");
    }

    @Test
    void aRecordingTellsWhereAThreadWasAndOnlyOfTheTimeAskedFor() throws Exception {
        Path file = directory.resolve("own.jfr");
        Instant from = Instant.now();
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(1));
            recording.start();
            burn();
            recording.stop();
            recording.dump(file);
        }

        Instant to = Instant.now();
        assertThat(StackSamples.ofProcessor(file, from, to).own(50))
                .extracting(StackSamples.Share::frame)
                .contains(StackSamplesTest.class.getName() + ".burn");
        assertThat(StackSamples.ofProcessor(file, to, to.plusSeconds(60)).total())
                .isZero();
        assertThat(StackSamples.ofAllocation(file, from, to).total()).isZero();
    }

    private static void burn() {
        var threads = ManagementFactory.getThreadMXBean();
        long until = threads.getCurrentThreadCpuTime() + BURNT_NANOS;
        double sum = 0;
        while (threads.getCurrentThreadCpuTime() < until) {
            for (int i = 0; i < 100_000; i++) {
                sum += Math.sqrt(i);
            }
        }
        assertThat(sum).isPositive();
    }
}
