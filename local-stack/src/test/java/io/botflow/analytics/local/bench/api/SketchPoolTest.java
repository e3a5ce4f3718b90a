package io.botflow.analytics.local.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SketchPoolTest {
    @Test
    void everySketchHoldsWhatItsClassAndItsFiguresSay() {
        List<SketchPool.Entry> entries = SketchPool.make(new Random(1));

        assertThat(entries).hasSize(125 * SketchPool.VARIANTS);
        for (SketchPool.Entry entry : entries) {
            ResponseTimeSketch read =
                    ResponseTimeSketch.fromBytes(entry.sketch().toBytes());
            assertThat(read.count()).isEqualTo(SketchPool.countOf(entry.countClass()));
            if (!read.isEmpty()) {
                assertThat(entry.sumMillis() / read.count()).isBetween(0L, entry.slowestMillis());
                assertThat((double) read.percentile(100))
                        .isBetween(0.99 * entry.slowestMillis() - 1, 1.01 * entry.slowestMillis() + 1);
            }
        }
    }

    @Test
    void smallCountsAreExactAndLargeOnesNear() {
        assertThat(SketchPool.countOf(0)).isZero();
        assertThat(SketchPool.countOf(64)).isEqualTo(64);
        assertThat(SketchPool.countOf(65)).isEqualTo(80);
        assertThat(SketchPool.countOf(124)).isEqualTo(1_024);
    }
}
