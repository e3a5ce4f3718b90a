package io.botflow.analytics.local;

import io.botflow.analytics.api.ApiServer;
import io.botflow.analytics.local.organizations.DemoData;
import io.botflow.analytics.local.organizations.OrganizationTables;
import io.botflow.analytics.local.server.Durability;
import io.botflow.analytics.local.server.KafkaServer;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.server.RedisServer;
import io.botflow.analytics.local.server.ServerStartException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka, PostgreSQL, Redis, Flink with the jobs, and the API server, running together in and below this JVM. */
public final class LocalStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final Duration JOB_LIMIT = Duration.ofMinutes(1);
    private static final long API_LIMIT_SECONDS = 30;
    private static final Duration ENDS_LIMIT = Duration.ofSeconds(3);
    private static final Duration ENDS_POLL = Duration.ofMillis(200);

    private final StackSettings settings;
    private final StackDirectory directory;
    private final Progress progress;
    private final Deque<Part> parts = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;
    private volatile AnalyticsJob analytics;
    private FlinkCluster flink;

    /**
     * A stack that does not run yet.
     *
     * @param directory where its data is; closed with the stack
     */
    public LocalStack(StackSettings settings, StackDirectory directory, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.directory = directory;
    }

    /** Starts every part and waits until each answers; what has been started by then must be closed in any case. */
    public void start() throws Exception {
        Path path = directory.path();
        Ports ports = settings.ports();
        parts.push(new Part("directory", directory));
        Durability durability = directory.isKept() ? Durability.MACHINE : Durability.PROCESS;
        run("PostgreSQL", () -> PostgresServer.start(path.resolve("postgres"), ports.postgres(), durability));
        run("Redis", () -> RedisServer.start(path.resolve("redis"), ports.redis()));
        run("Kafka", () -> KafkaServer.start(path.resolve("kafka"), ports.kafka()));
        progress.step("topics", () -> {
            TopicSetup.create(settings.bootstrapServers());
            return settings;
        });
        progress.step("tables", () -> {
            Migrations.run(settings);
            organizationTables().add(DemoData.organizations(), DemoData.bots());
            return settings;
        });
        flink = run("Flink", () -> FlinkCluster.start(path.resolve("flink"), ports.flink()));
        submitJobs();
        run("API", this::startApi);
    }

    private void submitJobs() throws Exception {
        progress.step("jobs", () -> {
            List<JobID> submitted = new ArrayList<>();
            for (LocalJob job : Jobs.jobs()) {
                submitted.add(flink.submit(job.graph().build(settings, flink.checkpointDirectory())));
            }
            submitted.forEach(job -> flink.awaitRunning(job, JOB_LIMIT));
            analytics = AnalyticsJob.running(settings.flinkUrl());
            return submitted;
        });
    }

    private AutoCloseable startApi() throws Exception {
        // Unpacked resources go where they are removed even after a crash.
        FileSystemOptions files = new FileSystemOptions()
                .setFileCacheDir(directory.path().resolve("vertx").toString());
        Vertx vertx = Vertx.vertx(new VertxOptions().setFileSystemOptions(files));
        AutoCloseable closing = () -> vertx.close().await(API_LIMIT_SECONDS, TimeUnit.SECONDS);
        try {
            vertx.deployVerticle(new ApiServer(settings.api(), Clock.systemUTC()))
                    .await(API_LIMIT_SECONDS, TimeUnit.SECONDS);
            new Readiness(settings.managementUrl()).await(Duration.ofSeconds(API_LIMIT_SECONDS));
            return closing;
        } catch (Exception e) {
            closing.close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T run(String name, Progress.Step<T> step) throws Exception {
        T part = progress.step(name, step);
        parts.push(new Part(name, part));
        if (closed) {
            closeParts();
            throw new ServerStartException("stopped while starting");
        }
        return part;
    }

    /** Where the stack's parts are reached. */
    public StackSettings settings() {
        return settings;
    }

    /** Adds organizations and bots to the stack's database. */
    public OrganizationTables organizationTables() {
        return new OrganizationTables(settings.jdbcUrl(PostgresServer.SUPERUSER));
    }

    /** The cluster that the jobs run on. */
    public FlinkCluster flink() {
        return flink;
    }

    /** The job that fills the metric tables; null while the stack starts. */
    public AnalyticsJob analytics() {
        return analytics;
    }

    /** Stops the parts, the last one started first. */
    @Override
    public void close() {
        closed = true;
        if (analytics != null) {
            settledRecordEnds().ifPresent(ends -> progress.say(ends.toString()));
        }
        closeParts();
    }

    /** Flink gathers its metrics only when asked, so this asks again until every record has come to its end. */
    private Optional<RecordEnds> settledRecordEnds() {
        long deadline = System.nanoTime() + ENDS_LIMIT.toNanos();
        Optional<RecordEnds> ends = analytics.recordEnds();
        while (ends.filter(RecordEnds::addUp).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(ENDS_POLL.toNanos());
            ends = analytics.recordEnds();
        }
        return ends;
    }

    private void closeParts() {
        for (Part part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.closeable().close();
            } catch (Exception e) {
                LOG.warn("{} did not stop in order", part.name(), e);
            }
        }
    }

    /** What was started and must be stopped. */
    private record Part(String name, AutoCloseable closeable) {}
}
