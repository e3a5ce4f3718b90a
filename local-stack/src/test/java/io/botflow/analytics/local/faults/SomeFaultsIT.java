package io.botflow.analytics.local.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form: each part of a cluster is struck at least once, other ones with every seed. It is not in the ordinary
 * run as long as a start or an end that was written after the newest checkpoint, and that the replay counts elsewhere,
 * may stay in the row where it was.
 */
@Tag("faults")
class SomeFaultsIT {
    private static final long EVENTS = 20_000;
    private static final int FAULTS = 8;

    @TempDir
    Path directory;

    @Test
    void everythingIsAsTheStreamSaysWhateverStrikes() throws Exception {
        FaultRun.fromProperties(EVENTS, FAULTS).run(directory);
    }
}
