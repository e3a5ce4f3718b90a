package io.botflow.analytics.local.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Kafka broker in a JVM of its own, which ends with this one. */
public final class KafkaProcess implements RunningServer {
    /** On a machine that is very busy a start takes a minute; given up too soon, it begins anew, and none ever ends. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private static final int CONNECT_MILLIS = 1_000;
    private static final long ANSWER_SECONDS = 5;

    private final ChildProcess process;

    private KafkaProcess(ChildProcess process) {
        this.process = process;
    }

    /**
     * Starts a broker from this JVM's class path and waits until it answers.
     *
     * @param directory where its data is; empty or of an earlier broker
     */
    public static KafkaProcess start(Path directory, int port) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ServerStartException("Kafka cannot use " + directory + ": " + e.getMessage(), e);
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx256m",
                "-XX:MaxDirectMemorySize=128m",
                "-XX:+UseSerialGC",
                "-Dbotflow.log=" + directory.resolve("kafka.log"),
                "-cp",
                System.getProperty("java.class.path"),
                KafkaProcess.class.getName(),
                directory.toString(),
                Integer.toString(port));
        ChildProcess process = ChildProcess.start(
                "Kafka", ChildAccount.OWN, command, directory, directory.resolve("kafka.out"), StopSignal.TERM);
        process.awaitReady(() -> requireAnswer(port), START_LIMIT);
        return new KafkaProcess(process);
    }

    private static void requireAnswer(int port) throws Exception {
        // A client of Kafka would knock at a closed door with ever longer pauses.
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        }
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port))) {
            admin.describeCluster().nodes().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The broker's own JVM: directory and port. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            KafkaServer server = KafkaServer.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        } catch (ServerStartException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.close();
    }
}
