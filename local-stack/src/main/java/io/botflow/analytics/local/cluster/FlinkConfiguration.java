package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.HighAvailabilityOptions;

/** The configuration that JobManager, TaskManagers and command line of a cluster on this machine share. */
final class FlinkConfiguration {
    static final int RETAINED_CHECKPOINTS = 3;

    private static final String LOGGING = "flink-log4j2.properties";

    private FlinkConfiguration() {}

    /**
     * The configuration of a cluster.
     *
     * @param rpcPort where TaskManagers reach the JobManager, which must stay the same when it is started again
     * @param own what whoever started the cluster wants otherwise, by Flink's names
     */
    static Configuration of(ClusterDirectory directory, int restPort, int rpcPort, Map<String, String> own) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("jobmanager.rpc.address", "127.0.0.1");
        values.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        values.put("jobmanager.bind-host", "127.0.0.1");
        values.put("rest.address", "127.0.0.1");
        values.put("rest.bind-address", "127.0.0.1");
        values.put("rest.port", Integer.toString(restPort));
        values.put("rest.bind-port", Integer.toString(restPort));
        values.put("web.submit.enable", "false");
        values.put("taskmanager.host", "127.0.0.1");
        values.put("taskmanager.bind-host", "127.0.0.1");
        values.put("taskmanager.numberOfTaskSlots", "4");
        values.put("io.tmp.dirs", directory.temporary().toString());
        values.put("web.tmpdir", directory.temporary().toString());

        // As little as three jobs with small state need: everything is on one machine.
        values.put("jobmanager.memory.heap.size", "256m");
        values.put("jobmanager.memory.off-heap.size", "64m");
        values.put("jobmanager.memory.jvm-metaspace.size", "192m");
        values.put("taskmanager.memory.task.heap.size", "256m");
        values.put("taskmanager.memory.framework.heap.size", "96m");
        values.put("taskmanager.memory.framework.off-heap.size", "64m");
        values.put("taskmanager.memory.task.off-heap.size", "32m");
        values.put("taskmanager.memory.managed.size", "128m");
        values.put("taskmanager.memory.network.min", "64m");
        values.put("taskmanager.memory.network.max", "64m");
        values.put("taskmanager.memory.jvm-metaspace.size", "192m");
        values.put("taskmanager.memory.jvm-overhead.min", "96m");
        values.put("taskmanager.memory.jvm-overhead.max", "96m");

        // A process that is gone refuses connections, which two heartbeats tell; one that is only slow has its time.
        values.put("heartbeat.interval", "1 s");
        values.put("heartbeat.timeout", "30 s");
        values.put("cluster.registration.error-delay", "500 ms");
        values.put("metrics.fetcher.update-interval", "1 s");

        // The newest may turn out to be damaged. Flink does not heed what a job itself says of this.
        values.put("execution.checkpointing.num-retained", Integer.toString(RETAINED_CHECKPOINTS));
        values.put("execution.checkpointing.savepoint-dir", uri(directory.savepoints()));
        values.put("jobmanager.archive.fs.dir", uri(directory.endedJobs()));
        values.put("high-availability.storageDir", uri(directory.highAvailability()));
        values.putAll(own);
        return Configuration.fromMap(values);
    }

    /** Whether Flink itself brings jobs back after the end of the JobManager. */
    static boolean isHighlyAvailable(Configuration configuration) {
        return !configuration.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("none");
    }

    /** Writes the files that Flink's programs read. */
    static void write(Configuration configuration, Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.write(
                directory.resolve("config.yaml"), ConfigurationUtils.convertConfigToWritableLines(configuration, true));
        writeLogging(directory);
    }

    /** Writes how Flink's programs keep their logs, and nothing else. */
    static Path writeLogging(Path directory) throws IOException {
        Path file = logging(directory);
        try (InputStream in = FlinkConfiguration.class.getResourceAsStream("/" + LOGGING)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    static Path logging(Path directory) {
        return directory.resolve(LOGGING);
    }

    /** One {@code name=value}. */
    static Map.Entry<String, String> option(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new UsageException("-D: not of the form name=value: " + text);
        }
        return Map.entry(text.substring(0, equals), text.substring(equals + 1));
    }

    static String uri(Path path) {
        String uri = path.toAbsolutePath().toUri().toString();
        return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    }
}
