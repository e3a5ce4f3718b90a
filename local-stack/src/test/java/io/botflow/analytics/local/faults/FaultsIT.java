package io.botflow.analytics.local.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long form: {@code scripts/test faults}. */
@Tag("faults")
class FaultsIT {
    private static final long EVENTS = 2_000_000;
    private static final int FAULTS = 30;

    @TempDir
    Path directory;

    @Test
    void everythingIsAsTheStreamSaysWhateverStrikes() throws Exception {
        FaultRun.fromProperties(EVENTS, FAULTS).run(directory);
    }
}
