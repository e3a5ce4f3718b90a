package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.local.checkpoint.WrittenCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which state a lost job goes on from. */
class DeploymentTest {
    @TempDir
    Path directory;

    private Deployment deployment;

    @BeforeEach
    void deploy() {
        deployment = Deployment.of(
                        BotJob.CONVERSATION_ANALYTICS,
                        "a.jar",
                        1,
                        Map.of("CHECKPOINT_DIRECTORY", FlinkConfiguration.uri(directory)),
                        List.of())
                .started("run1", Optional.of("file:/savepoint"));
    }

    @Test
    void theNewestComesFirstByNumberAndTheOriginLast() throws Exception {
        Path chk9 = checkpoint("run1", 9);
        Path chk10 = checkpoint("run1", 10);

        assertThat(states(deployment)).containsExactly(uri(chk10), uri(chk9), "file:/savepoint");
    }

    @Test
    void oneThatWasNotCompletedDoesNotCount() throws Exception {
        Path chk1 = checkpoint("run1", 1);
        Files.createDirectories(directory.resolve("conversation-analytics/run1/chk-2"));

        assertThat(states(deployment)).startsWith(uri(chk1));
    }

    @Test
    void aLaterRunGoesBeforeAnEarlierOneWhateverItsNumbers() throws Exception {
        Path earlier = checkpoint("run1", 10);
        Path later = checkpoint("run2", 2);

        assertThat(states(deployment.startedAgain("run2"))).startsWith(uri(later), uri(earlier));
    }

    @Test
    void whatAnotherDeploymentLeftDoesNotCount() throws Exception {
        checkpoint("cancelled", 99);

        assertThat(states(deployment)).containsExactly("file:/savepoint");
    }

    private static List<String> states(Deployment deployment) throws IOException {
        return deployment.states();
    }

    private static String uri(Path checkpoint) {
        return FlinkConfiguration.uri(checkpoint);
    }

    private Path checkpoint(String run, int number) throws IOException {
        return WrittenCheckpoint.in(directory.resolve("conversation-analytics").resolve(run), number);
    }
}
