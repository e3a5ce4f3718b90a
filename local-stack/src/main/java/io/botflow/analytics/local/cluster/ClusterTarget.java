package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.Progress;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.server.UserDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster that a command is for: the one on this machine, or the one that {@code FLINK_ADDRESS} names.
 *
 * @param deployments what was deployed there from here
 * @param savepoints directory for savepoints; none: the cluster's own
 * @param given where jobs there read and write, as far as the cluster itself says so
 * @param environment of the command
 * @param fromEnvironment the names of settings that the environment decides
 */
record ClusterTarget(
        FlinkAddress address,
        FlinkPrograms programs,
        Deployments deployments,
        Optional<String> savepoints,
        Map<String, String> given,
        Map<String, String> environment,
        Optional<List<String>> fromEnvironment) {
    private static final String SAVEPOINTS = "SAVEPOINT_DIRECTORY";

    /** @param data the directory that was asked for; none: the user's own */
    static ClusterTarget of(Installation installation, Map<String, String> environment, Optional<Path> data)
            throws IOException {
        return isRemote(environment) ? remote(installation, environment, data) : local(directory(data), environment);
    }

    static boolean isRemote(Map<String, String> environment) {
        return !environment.getOrDefault(FlinkAddress.VARIABLE, "").isBlank();
    }

    /** Where the cluster on this machine is. */
    static ClusterDirectory directory(Optional<Path> data) throws IOException {
        return new ClusterDirectory(
                data.isPresent()
                        ? data.get().toAbsolutePath()
                        : UserDirectory.open().resolve("cluster"));
    }

    private static ClusterTarget local(ClusterDirectory directory, Map<String, String> environment) {
        boolean running = ClusterProcesses.read(directory)
                .filter(processes -> processes.supervisor().isAlive())
                .isPresent();
        if (!running) {
            throw new UsageException("no cluster runs in " + directory.root() + ": scripts/cluster up starts one, "
                    + FlinkAddress.VARIABLE + " names one elsewhere");
        }
        ClusterSettings settings = ClusterSettings.read(directory);
        return new ClusterTarget(
                settings.flinkAddress(),
                new FlinkPrograms(
                        directory.libraries(), directory.configuration(), directory.logs(), directory.temporary()),
                new Deployments(directory.deployments()),
                Optional.of(FlinkConfiguration.uri(directory.savepoints())),
                settings.jobSettings(directory),
                environment,
                Optional.of(BotJob.TUNING));
    }

    private static ClusterTarget remote(Installation installation, Map<String, String> environment, Optional<Path> data)
            throws IOException {
        FlinkAddress address = FlinkAddress.parse(environment.get(FlinkAddress.VARIABLE));
        Path directory = data.isPresent()
                ? data.get().toAbsolutePath()
                : UserDirectory.open().resolve("remote/" + address.host() + "-" + address.port());
        Path own = Files.createDirectories(directory.resolve("conf"));
        if (!Files.exists(own.resolve("config.yaml"))) {
            Files.createFile(own.resolve("config.yaml"));
        }
        FlinkConfiguration.writeLogging(own);
        return new ClusterTarget(
                address,
                new FlinkPrograms(
                        installation.flinkLibraries(),
                        own,
                        Files.createDirectories(directory.resolve("logs")),
                        Files.createDirectories(directory.resolve("tmp"))),
                new Deployments(directory.resolve("jobs")),
                Optional.ofNullable(environment.get(SAVEPOINTS)).filter(path -> !path.isBlank()),
                Map.of(),
                environment,
                Optional.empty());
    }

    FlinkRest rest() {
        return new FlinkRest(address);
    }

    JobLife jobs(Progress progress) {
        return new JobLife(rest(), new FlinkCli(programs, address), deployments, savepoints, progress);
    }

    /** What a job is started with: what was known of it, what the cluster says, what the environment says. */
    Map<String, String> settings(BotJob job, Map<String, String> known) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : job.variables()) {
            String value = known.get(name);
            if (given.containsKey(name)) {
                value = given.get(name);
            }
            boolean asked = fromEnvironment.map(names -> names.contains(name)).orElse(true);
            if (asked && !environment.getOrDefault(name, "").isBlank()) {
                value = environment.get(name);
            }
            if (value != null) {
                settings.put(name, value);
            }
        }
        return settings;
    }
}
