package io.botflow.analytics.local.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker, which is its own controller, inside this JVM. */
public final class KafkaServer implements AutoCloseable {
    /** Above the largest of any topic: what a topic allows, the broker must be able to copy. */
    private static final int LARGEST_MESSAGE_BYTES = 8 * 1024 * 1024;

    private static final int CLEANER_BYTES = 8 * 1024 * 1024;

    private final int port;
    private final KafkaRaftServer server;

    private KafkaServer(int port, KafkaRaftServer server) {
        this.port = port;
        this.server = server;
    }

    /**
     * Starts a broker.
     *
     * @param directory where its data is; empty or of an earlier broker
     * @param port the port of 127.0.0.1, {@link Port#ANY} for a free one
     */
    public static KafkaServer start(Path directory, int port) {
        int resolved = Port.resolve(port);
        int controllerPort = Port.resolve(Port.ANY);
        Path logs = directory.resolve("logs");
        Map<String, String> settings = settings(resolved, controllerPort, logs);
        try {
            Files.createDirectories(logs);
            if (!Files.exists(logs.resolve("meta.properties"))) {
                format(directory, settings);
            }
        } catch (IOException e) {
            throw new ServerStartException("Kafka cannot use " + directory + ": " + e.getMessage(), e);
        }
        Properties properties = new Properties();
        properties.putAll(settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new ServerStartException("Kafka cannot be started: " + e.getMessage(), e);
        }
        return new KafkaServer(resolved, server);
    }

    private static Map<String, String> settings(int port, int controllerPort, Path logs) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("log.dirs", logs.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("message.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
        // By default 128 MB of the heap, taken at the start.
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
        return settings;
    }

    private static void format(Path directory, Map<String, String> settings) throws IOException {
        Path file = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                writer.write(setting.getKey() + "=" + setting.getValue() + "\n");
            }
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code;
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            code = StorageTool.execute(
                    new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()}, out);
        }
        if (code != 0) {
            throw new ServerStartException("Kafka could not set up " + directory + ": "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
    }

    /** The port of 127.0.0.1 it listens on. */
    public int port() {
        return port;
    }

    /** The address clients begin with. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
