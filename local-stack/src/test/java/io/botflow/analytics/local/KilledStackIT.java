package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the stack's own process is killed. */
class KilledStackIT {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void leavesNoServerBehindAndStartsAgain() throws Exception {
        String data = directory.resolve("data").toString();
        try (StackProcess killed = StackProcess.start(directory, "--traffic", "0", "--data", data)) {
            List<ProcessHandle> servers = killed.servers();
            assertThat(servers).hasSize(2);

            killed.kill();

            await().atMost(STOP_LIMIT).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
            try (StackProcess second = killed.again(directory, "--traffic", "0", "--data", data)) {
                assertThat(second.lines()).contains("ready");
            }
        }
    }
}
