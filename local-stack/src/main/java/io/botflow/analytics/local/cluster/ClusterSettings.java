package io.botflow.analytics.local.cluster;

import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.UsageException;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.PostgresServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a cluster on this machine was started with.
 *
 * @param stack where its parts are reached
 * @param rpcPort where TaskManagers reach the JobManager
 * @param flink what Flink is to do otherwise than by default, by its own names
 */
record ClusterSettings(StackSettings stack, int rpcPort, Map<String, String> flink) {
    private static final List<String> PORTS = List.of("KAFKA_PORT", "POSTGRES_PORT", "REDIS_PORT", "FLINK_PORT");
    private static final String RPC_PORT = "JOBMANAGER_PORT";
    private static final String FLINK = "flink.";

    /** The settings that environment variables give. */
    static ClusterSettings fromEnvironment(Map<String, String> environment, Map<String, String> flink) {
        String rpcPort = environment.getOrDefault(RPC_PORT, "");
        try {
            return new ClusterSettings(
                    StackSettings.fromEnvironment(environment),
                    rpcPort.isBlank() ? Port.resolve(Port.ANY) : Integer.parseInt(rpcPort.strip()),
                    Map.copyOf(flink));
        } catch (NumberFormatException e) {
            throw new UsageException(RPC_PORT + " is not a port number: " + rpcPort, e);
        }
    }

    /** Those of the cluster that was last started in the directory. */
    static ClusterSettings read(ClusterDirectory directory) {
        Map<String, String> properties = new PropertiesFile(directory.settings()).read();
        Map<String, String> flink = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(FLINK)) {
                flink.put(name.substring(FLINK.length()), value);
            }
        });
        return fromEnvironment(properties, flink);
    }

    void write(ClusterDirectory directory) {
        Map<String, String> properties = new TreeMap<>(ports());
        properties.put(RPC_PORT, Integer.toString(rpcPort));
        flink.forEach((name, value) -> properties.put(FLINK + name, value));
        new PropertiesFile(directory.settings()).write(properties);
    }

    /** Refuses to go on when another program listens on one of the ports. */
    void requireFreePorts() {
        Map<String, Integer> all = new LinkedHashMap<>();
        ports().forEach((variable, port) -> all.put(variable, Integer.valueOf(port)));
        all.put(RPC_PORT, rpcPort);
        all.forEach((variable, port) -> {
            if (!Port.isFree(port)) {
                throw new UsageException("port " + port + " is busy: set " + variable + " to another");
            }
        });
    }

    private Map<String, String> ports() {
        Map<String, String> ports = new LinkedHashMap<>();
        List<Integer> numbers = List.of(
                stack.ports().kafka(),
                stack.ports().postgres(),
                stack.ports().redis(),
                stack.ports().flink());
        for (int i = 0; i < PORTS.size(); i++) {
            ports.put(PORTS.get(i), numbers.get(i).toString());
        }
        return ports;
    }

    FlinkAddress flinkAddress() {
        return FlinkAddress.local(stack.ports().flink());
    }

    /** Where a job on this cluster finds what it reads and writes. */
    Map<String, String> jobSettings(ClusterDirectory directory) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers());
        settings.put("CHECKPOINT_DIRECTORY", FlinkConfiguration.uri(directory.checkpoints()));
        settings.put(
                "POSTGRES_URL",
                "jdbc:postgresql://127.0.0.1:" + stack.ports().postgres() + "/" + PostgresServer.DATABASE);
        settings.put("REDIS_URL", stack.redisUrl());
        return settings;
    }
}
