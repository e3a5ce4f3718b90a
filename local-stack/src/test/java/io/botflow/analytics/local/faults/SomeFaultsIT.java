package io.botflow.analytics.local.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form: each part of a cluster is struck at least once, other ones with every seed. */
class SomeFaultsIT {
    private static final long EVENTS = 10_000;
    private static final int FAULTS = 5;

    @TempDir
    Path directory;

    @Test
    void everythingIsAsTheStreamSaysWhateverStrikes() throws Exception {
        FaultRun.fromProperties(EVENTS, FAULTS).run(directory);
    }
}
