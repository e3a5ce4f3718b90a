package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import io.botflow.analytics.jobs.source.StreamTime;
import io.botflow.analytics.local.AnalyticsJob;
import io.botflow.analytics.local.CheckpointFigures;
import io.botflow.analytics.local.RecordEnds;
import io.botflow.analytics.local.bench.ProcessFigures;
import io.botflow.analytics.local.server.Directories;
import io.botflow.analytics.local.server.JavaProcess;
import io.botflow.analytics.local.server.Port;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the job in a process of its own until the tables are complete, and tells what that took. */
final class MeasuredJob {
    private static final String NAME = "job";
    private static final long POLL_MILLIS = 200;
    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Longer than a start, a checkpoint and a pause of a busy machine together. */
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private static final double NANOS_PER_SECOND = 1e9;

    private final BenchServers servers;
    private final LoadedTopic topic;
    private final Setup setup;
    private final List<String> jvmOptions;
    private final Consumer<String> progress;

    /**
     * @param jvmOptions of its JVM, besides the size of its heap
     * @param progress is told, in words, how far it is
     */
    MeasuredJob(
            BenchServers servers, LoadedTopic topic, Setup setup, List<String> jvmOptions, Consumer<String> progress) {
        this.servers = servers;
        this.topic = topic;
        this.setup = setup;
        this.jvmOptions = jvmOptions;
        this.progress = progress;
    }

    /**
     * What the run took.
     *
     * @param course from start to end
     * @param figures for people and programs
     */
    record Result(Course course, JsonObject figures) {}

    /**
     * Measures; the process has ended afterwards, and every row is written.
     *
     * @param logs where its samples and logs stay
     */
    Result run(Path logs) throws IOException, InterruptedException, SQLException {
        Path flink = servers.directory().resolve("flink");
        Directories.delete(flink);
        SampleFile samples = SampleFile.fresh(logs.resolve("job.samples"));
        int port = Port.resolve(Port.ANY);
        // As Flink starts its task managers: a heap that has to grow first is collected more often.
        List<String> options =
                new ArrayList<>(List.of("-Xms" + setup.heapMebibytes() + "m", "-Xmx" + setup.heapMebibytes() + "m"));
        options.addAll(jvmOptions);
        List<String> arguments = List.of(
                servers.settings().bootstrapServers(),
                servers.settings().jdbcUrl("botflow_jobs"),
                flink.toString(),
                Integer.toString(port),
                samples.path().toString(),
                Integer.toString(setup.parallelism()),
                setup.state().name());
        double kafkaCpu = servers.kafkaCpuSeconds();
        double postgresCpu = servers.postgresCpuSeconds();
        long start = System.nanoTime();
        try (JavaProcess process = JavaProcess.start(NAME, JobProcess.class, options, arguments, logs)) {
            awaitComplete(process, samples, start);
            double wallSeconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            ProcessFigures own =
                    new ProcessFigures(ProcessHandle.of(process.pid()).orElseThrow());
            double cpuSeconds = own.cpuSeconds();
            long peak = own.peakResidentBytes();
            kafkaCpu = servers.kafkaCpuSeconds() - kafkaCpu;
            postgresCpu = servers.postgresCpuSeconds() - postgresCpu;
            AnalyticsJob job = answered(() -> AnalyticsJob.running("http://127.0.0.1:" + port + "/"));
            long restarts = answered(job::restarts);
            if (restarts > 0) {
                throw new IOException("the job failed and started again, " + restarts + " times; see " + logs);
            }
            JsonObject checkpoints = toJson(answered(job::checkpointFigures));
            OptionalLong liveHeap = own.heapBytesAfterCollection();
            Course course = new Course(samples.read());
            long from = setup.measuredFrom();
            JsonObject figures = new JsonObject()
                    .put("wall_seconds", PipelineRun.rounded(wallSeconds))
                    .put("events_per_second", Math.round(setup.events() / wallSeconds))
                    .put("events_per_second_measured", Math.round(course.recordsPerSecond(from, setup.events())))
                    .put(
                            "cpu_seconds_per_million",
                            PipelineRun.rounded(course.cpuSecondsPerMillion(from, setup.events())))
                    .put("cpu_seconds_total", PipelineRun.rounded(cpuSeconds))
                    .put("peak_memory_mib", mebibytes(peak));
            liveHeap.ifPresent(bytes -> figures.put("live_heap_mib", mebibytes(bytes)));
            figures.put("kafka_cpu_seconds", PipelineRun.rounded(kafkaCpu))
                    .put("postgres_cpu_seconds", PipelineRun.rounded(postgresCpu))
                    .put("checkpoints", checkpoints);
            return new Result(course, figures);
        }
    }

    /** Asks until there is an answer: the page of a job on a machine full of work may take longer than it is given. */
    private static <T> T answered(Question<T> question) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return question.ask();
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Something that the job is asked over HTTP. */
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    private static JsonObject toJson(CheckpointFigures checkpoints) {
        return new JsonObject()
                .put("completed", checkpoints.completed())
                .put("state_bytes", checkpoints.stateBytes())
                .put("newest_bytes", checkpoints.newestBytes())
                .put("largest_bytes", checkpoints.largestBytes())
                .put("mean_ms", checkpoints.meanMillis())
                .put("longest_ms", checkpoints.longestMillis());
    }

    /**
     * Waits until every record has come to its end, and the job itself says that all of event time is in the tables: that
     * it does once a checkpoint begun after the last record is completed.
     */
    private void awaitComplete(JavaProcess process, SampleFile samples, long start)
            throws IOException, InterruptedException, SQLException {
        RecordEnds last = null;
        long lastChange = System.nanoTime();
        long lastTold = lastChange;
        while (true) {
            if (!process.isAlive()) {
                throw new IOException("the job's process ended; see " + process.output());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            Sample sample = samples.newest().orElse(null);
            RecordEnds ends = sample == null ? null : sample.ends();
            if (ends != null && ends.recordsRead() >= setup.events() && ends.addUp() && isComplete()) {
                return;
            }
            long now = System.nanoTime();
            if (ends != null && !ends.equals(last)) {
                last = ends;
                lastChange = now;
            }
            if (now - lastChange > PATIENCE_NANOS) {
                throw new IOException("the job stands still: " + (last == null ? "nothing read" : last));
            }
            if (now - lastTold > TOLD_NANOS) {
                lastTold = now;
                progress.accept(String.format(
                        Locale.ROOT,
                        "job: %.0f s, %,d events read, %.1f CPU seconds",
                        (now - start) / NANOS_PER_SECOND,
                        ends == null ? 0 : ends.recordsRead(),
                        sample == null ? 0 : sample.cpuNanos() / NANOS_PER_SECOND));
            }
        }
    }

    private boolean isComplete() throws SQLException {
        OffsetDateTime end = topic.lastEventAt().minus(StreamTime.DISORDER).atOffset(ZoneOffset.UTC);
        try (Connection connection = DriverManager.getConnection(servers.jdbcUrl());
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT 1 FROM pipeline_progress WHERE job = ? AND complete_until >= ?")) {
            statement.setString(1, ConversationAnalyticsPipeline.JOB);
            statement.setObject(2, end);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static long mebibytes(long bytes) {
        return bytes / (1024 * 1024);
    }
}
