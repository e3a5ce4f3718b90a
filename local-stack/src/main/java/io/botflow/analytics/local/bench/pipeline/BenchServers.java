package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.local.Migrations;
import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.TopicSetup;
import io.botflow.analytics.local.bench.ProcessFigures;
import io.botflow.analytics.local.server.Directories;
import io.botflow.analytics.local.server.KafkaProcess;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** Kafka and PostgreSQL, processes of their own whose processor time is not the job's. */
final class BenchServers implements AutoCloseable {
    private final Path directory;
    private final StackSettings settings;
    private KafkaProcess kafka;
    private PostgresServer postgres;
    private int databases;

    private BenchServers(Path directory, StackSettings settings) {
        this.directory = directory;
        this.settings = settings;
    }

    /** Starts Kafka with empty topics. */
    static BenchServers start() throws IOException, InterruptedException, ExecutionException {
        BenchServers servers =
                new BenchServers(Files.createTempDirectory("botflow-bench-"), StackSettings.onFreePorts());
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop the servers"));
        servers.startKafka();
        TopicSetup.create(servers.settings.bootstrapServers());
        return servers;
    }

    private synchronized void startKafka() {
        kafka = KafkaProcess.start(directory.resolve("kafka"), settings.ports().kafka());
    }

    /** Starts a PostgreSQL with empty tables in place of the one before. */
    synchronized void freshTables() throws IOException {
        if (postgres != null) {
            postgres.close();
            Directories.delete(database());
        }
        databases++;
        postgres = PostgresServer.start(database(), settings.ports().postgres());
        Migrations.run(settings);
    }

    private Path database() {
        return directory.resolve("postgres-" + databases);
    }

    StackSettings settings() {
        return settings;
    }

    String jdbcUrl() {
        return settings.jdbcUrl(PostgresServer.SUPERUSER);
    }

    Path directory() {
        return directory;
    }

    double kafkaCpuSeconds() {
        return cpuSeconds(kafka);
    }

    double postgresCpuSeconds() {
        return cpuSeconds(postgres);
    }

    private static double cpuSeconds(RunningServer server) {
        return new ProcessFigures(ProcessHandle.of(server.pid()).orElseThrow()).cpuSecondsWithChildren();
    }

    /** Stops everything and removes the data. */
    @Override
    public synchronized void close() {
        if (kafka != null) {
            kafka.close();
            kafka = null;
        }
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            System.err.println("scripts/bench: " + directory + " cannot be removed: " + e.getMessage());
        }
    }
}
