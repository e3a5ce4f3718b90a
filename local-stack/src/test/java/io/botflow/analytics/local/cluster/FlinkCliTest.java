package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlinkCliTest {
    private static final FlinkAddress ADDRESS = FlinkAddress.parse("http://flink:8081");
    private static final Path JAR = Path.of("/jobs.jar");

    private static Deployment deployment(BotJob job, String... options) {
        return Deployment.of(
                job, "jobs.jar", 3, Map.of("POSTGRES_PASSWORD", "secret", "REDIS_URL", "secret"), List.of(options));
    }

    @Test
    void runsAJobWithItsParallelismAndOptions() {
        assertThat(FlinkCli.runArguments(
                        ADDRESS,
                        deployment(BotJob.CONVERSATION_ANALYTICS, "state.backend.type=hashmap"),
                        JAR,
                        Optional.empty()))
                .containsExactly(
                        "run",
                        "--detached",
                        "-Dexecution.target=remote",
                        "-Drest.address=flink",
                        "-Drest.port=8081",
                        "-Dsecurity.ssl.rest.enabled=false",
                        "-Dstate.backend.type=rocksdb",
                        "-Dexecution.checkpointing.incremental=true",
                        "-Dstate.backend.type=hashmap",
                        "--parallelism",
                        "3",
                        "--class",
                        "io.botflow.analytics.jobs.conversation.ConversationAnalyticsJob",
                        "/jobs.jar");
    }

    @Test
    void goesOnFromAState() {
        assertThat(FlinkCli.runArguments(ADDRESS, deployment(BotJob.LIVE_METRICS), JAR, Optional.of("file:/chk-7")))
                .containsSequence("--fromSavepoint", "file:/chk-7");
    }

    @Test
    void keepsSettingsOutOfTheArguments() {
        for (BotJob job : BotJob.values()) {
            assertThat(FlinkCli.runArguments(ADDRESS, deployment(job), JAR, Optional.empty()))
                    .noneMatch(argument -> argument.contains("secret"));
            assertThat(FlinkCli.checkArguments(ADDRESS, deployment(job), JAR))
                    .noneMatch(argument -> argument.contains("secret"));
        }
    }

    @Test
    void namesTheDirectoryOfASavepointOnlyWhenThereIsOne() {
        assertThat(FlinkCli.stopArguments(ADDRESS, "id", Optional.of("s3://b/s")))
                .containsSequence("--savepointPath", "s3://b/s", "id");
        assertThat(FlinkCli.stopArguments(ADDRESS, "id", Optional.empty()))
                .doesNotContain("--savepointPath")
                .endsWith("id");
        assertThat(FlinkCli.savepointArguments(ADDRESS, "id", Optional.of("s3://b/s")))
                .endsWith("id", "s3://b/s");
    }

    @Test
    void findsTheReasonUnderTheStackTraces() {
        String output = """
                ------------------------------------------------------------
                 The program finished with the following exception:

                org.apache.flink.client.program.ProgramInvocationException: The main method caused an error
                \tat org.apache.flink.client.program.PackagedProgram.callMainMethod(PackagedProgram.java:372)
                Caused by: java.lang.IllegalArgumentException: KAFKA_BOOTSTRAP_SERVERS is not set
                \tat io.botflow.analytics.jobs.EnvironmentVariables.required(EnvironmentVariables.java:13)
                \t... 9 more
                """;

        assertThat(FlinkCli.reason(output)).isEqualTo("KAFKA_BOOTSTRAP_SERVERS is not set");
    }

    @Test
    void saysWhatIsWrongWithANameThatIsAllOfTheMessage() {
        assertThat(FlinkCli.reason("Caused by: java.lang.ClassNotFoundException: io.botflow.Job"))
                .isEqualTo("ClassNotFoundException: io.botflow.Job");
    }

    @Test
    void takesTheLastLineWhenThereIsNoException() {
        assertThat(FlinkCli.reason("first\nCould not parse\n\n")).isEqualTo("Could not parse");
        assertThat(FlinkCli.reason("")).isNotBlank();
    }
}
