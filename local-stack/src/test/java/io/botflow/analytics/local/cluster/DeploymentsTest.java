package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentsTest {
    private static final Deployment DEPLOYMENT = Deployment.of(
                    BotJob.MESSAGE_ARCHIVE,
                    "a.jar",
                    2,
                    Map.of("POSTGRES_PASSWORD", "se=cr\net", "LATENESS_HORIZON", "P1D"),
                    List.of("a=b", "c=d"))
            .started("1", Optional.of("file:/savepoint"))
            .startedAgain("2")
            .withSavepoint("file:/newer");

    @TempDir
    Path directory;

    @Test
    void readsWhatItWrote() {
        Deployments deployments = new Deployments(directory);

        deployments.save(DEPLOYMENT);

        assertThat(deployments.find(BotJob.MESSAGE_ARCHIVE)).hasValue(DEPLOYMENT);
        assertThat(deployments.find(BotJob.LIVE_METRICS)).isEmpty();
        assertThat(DEPLOYMENT.runs()).containsExactly("2", "1");
    }

    @Test
    void keepsPasswordsFromOthers() throws Exception {
        new Deployments(directory).save(DEPLOYMENT);

        try (var files = Files.list(directory)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(DEPLOYMENT.toString()).doesNotContain("se=cr");
    }

    @Test
    void keepsTheJarThatIsDeployedAndNoOther() throws Exception {
        Deployments deployments = new Deployments(directory.resolve("jobs"));
        Path jar = Files.writeString(directory.resolve("built.jar"), "one");
        String one = deployments.keep(BotJob.MESSAGE_ARCHIVE, jar);
        Files.writeString(jar, "two");
        String two = deployments.keep(BotJob.MESSAGE_ARCHIVE, jar);
        deployments.save(DEPLOYMENT.withJar(two));

        assertThat(one).isNotEqualTo(two);
        deployments.deleteOtherJars(BotJob.MESSAGE_ARCHIVE);

        assertThat(deployments.jar(DEPLOYMENT.withJar(two))).hasContent("two");
        assertThat(deployments.jar(DEPLOYMENT.withJar(one))).doesNotExist();
    }

    @Test
    void letsOneChangeAJobAtATime() throws Exception {
        Deployments deployments = new Deployments(directory);
        Deployments.Lock first = deployments.lock(BotJob.LIVE_METRICS).orElseThrow();

        assertThat(deployments.lock(BotJob.LIVE_METRICS)).isEmpty();
        assertThat(deployments.lock(BotJob.MESSAGE_ARCHIVE)).isPresent();
        first.close();
        assertThat(deployments.lock(BotJob.LIVE_METRICS)).isPresent();
    }
}
