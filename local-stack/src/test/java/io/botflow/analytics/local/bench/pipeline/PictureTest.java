package io.botflow.analytics.local.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.bench.pipeline.Setup.StateBackend;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureTest {
    private static JsonObject run(long events, double job, double floor) {
        return new JsonObject()
                .put("setup", new Setup(events, 6, false, 1, 2, StateBackend.HEAP, 4_096).toJson())
                .put("job", new JsonObject().put("cpu_seconds_per_million", job))
                .put("floor", new JsonObject().put("cpu_seconds_per_million", floor))
                .put("ratio", PipelineRun.rounded(job / floor));
    }

    @Test
    void eachRunHasABarAsLongAsItsCostAndItsRatio() throws Exception {
        JsonObject report = new JsonObject()
                .put("measured_at", "2026-03-04T05:06:07Z")
                .put(
                        "machine",
                        new JsonObject()
                                .put("commit", "abc")
                                .put("uncommitted_changes", true)
                                .put("processors", 2)
                                .put("processor", "A & B <C>")
                                .put("load_average", 0.5))
                .put("runs", new JsonArray().add(run(1_000_000, 20, 5)).add(run(2_000_000, 10, 4)));

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Picture.of(report).getBytes(StandardCharsets.UTF_8)));

        NodeList bars = svg.getElementsByTagName("rect");
        // The first is the background.
        double longest = width(bars, 1);
        assertThat(bars.getLength()).isEqualTo(5);
        assertThat(width(bars, 2)).isEqualTo((double) Math.round(longest / 4));
        assertThat(width(bars, 3)).isEqualTo((double) Math.round(longest / 2));
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("1,000,000 events, 6 bots, ×2, heap", "4.00", "2.50", "commit abc with changes", "A & B <C>");
    }

    private static double width(NodeList bars, int index) {
        return Double.parseDouble(((Element) bars.item(index)).getAttribute("width"));
    }
}
