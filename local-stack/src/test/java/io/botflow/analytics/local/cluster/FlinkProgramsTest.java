package io.botflow.analytics.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class FlinkProgramsTest {
    private static final ClusterDirectory DIRECTORY = new ClusterDirectory(Path.of("/cluster"));
    private static final FlinkPrograms PROGRAMS = new FlinkPrograms(
            DIRECTORY.libraries(), DIRECTORY.configuration(), DIRECTORY.logs(), DIRECTORY.temporary());

    private static Configuration configuration(Map<String, String> own) {
        return FlinkConfiguration.of(DIRECTORY, 8081, 6123, own);
    }

    @Test
    void memoryIsThatOfTheConfiguration() {
        Configuration configuration = configuration(Map.of(
                "taskmanager.memory.task.heap.size", "1g",
                "taskmanager.memory.framework.heap.size", "128m"));

        assertThat(PROGRAMS.taskManager(configuration, "taskmanager-1"))
                .contains("-Xmx" + (1024 + 128) * 1024L * 1024)
                .containsSequence("-D", "taskmanager.resource-id=taskmanager-1")
                .containsSequence("--configDir", "/cluster/flink/conf");
        assertThat(PROGRAMS.jobManager(configuration(Map.of()))).contains("-Xmx" + 256L * 1024 * 1024);
    }

    @Test
    void optionsOfTheVirtualMachineAreThoseOfAllProgramsAndOfEach() {
        Configuration configuration = configuration(Map.of(
                "env.java.opts.all", "-Done=1 -Dtwo=2",
                "env.java.opts.jobmanager", "-Dthree=3",
                "env.java.opts.taskmanager", "-Dfour=4"));

        assertThat(PROGRAMS.jobManager(configuration))
                .containsSequence("-Done=1", "-Dtwo=2", "-Dthree=3")
                .doesNotContain("-Dfour=4");
        assertThat(PROGRAMS.taskManager(configuration, "taskmanager-1"))
                .containsSequence("-Done=1", "-Dtwo=2", "-Dfour=4")
                .doesNotContain("-Dthree=3");
    }

    @Test
    void eachProgramHasALogOfItsOwn() {
        assertThat(PROGRAMS.jobManager(configuration(Map.of()))).contains("-Dlog.file=/cluster/logs/jobmanager.log");
        assertThat(PROGRAMS.commandLine(List.of("list")))
                .contains("-Dlog.file=/cluster/logs/cli.log")
                .endsWith("list");
    }

    @Test
    void highAvailabilityIsOffUntilItIsAskedFor() {
        assertThat(FlinkConfiguration.isHighlyAvailable(configuration(Map.of())))
                .isFalse();
        assertThat(FlinkConfiguration.isHighlyAvailable(configuration(Map.of("high-availability.type", "zookeeper"))))
                .isTrue();
    }
}
