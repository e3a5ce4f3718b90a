package io.botflow.analytics.local.bench.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botflow.analytics.local.RecordEnds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFileTest {
    private static final Sample FIRST = new Sample(1, 2, new RecordEnds(10, 6, 1, 1, 2));
    private static final Sample SECOND = new Sample(-3, 4, new RecordEnds(20, 20, 0, 0, 0));

    @TempDir
    private Path directory;

    @Test
    void samplesComeBackInTheirOrderWithoutOneThatIsBeingWritten() throws IOException {
        SampleFile file = SampleFile.fresh(directory.resolve("new/samples"));
        assertThat(file.newest()).isEmpty();

        file.append(FIRST);
        file.append(SECOND);
        Files.writeString(file.path(), "5,6,7", StandardOpenOption.APPEND);

        assertThat(file.read()).containsExactly(FIRST, SECOND);
        assertThat(file.newest()).contains(SECOND);
        assertThat(SampleFile.fresh(file.path()).read()).isEmpty();
    }

    @Test
    void anotherLineIsNoSample() {
        assertThatThrownBy(() -> Sample.parse("1,2,3")).hasMessage("not a sample: 1,2,3");
    }

    @Test
    void aSampleOfThisProcessTellsItsProcessorTime() {
        Sample before = Sample.now(FIRST.ends());
        long until = before.cpuNanos() + 20_000_000;
        Sample after = Sample.now(FIRST.ends());
        while (after.cpuNanos() < until) {
            after = Sample.now(FIRST.ends());
        }
        assertThat(after.nanos()).isGreaterThan(before.nanos());
    }
}
