package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.jobs.oracle.TableComparison.Difference;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures setups one after the other: the job, then the floor over the same records, then whether the rows are right.
 * Setups with the same events share a topic.
 */
final class PipelineRun implements AutoCloseable {
    private static final String CPU = "cpu_seconds_per_million";

    private final Path logs;
    private final List<String> jvmOptions;
    private final Consumer<String> progress;
    private final Consumer<String> beforeChecking;
    private BenchServers servers;
    private Setup loaded;
    private LoadedTopic topic;
    private double loadedPerSecond;

    /**
     * @param logs where samples and logs of the processes stay
     * @param jvmOptions of the job's JVM, besides the size of its heap
     * @param progress is told, in words, how far it is
     * @param beforeChecking is given the JDBC URL of the complete tables
     */
    PipelineRun(Path logs, List<String> jvmOptions, Consumer<String> progress, Consumer<String> beforeChecking) {
        this.logs = logs;
        this.jvmOptions = jvmOptions;
        this.progress = progress;
        this.beforeChecking = beforeChecking;
    }

    /**
     * What was measured.
     *
     * @param course of the job
     */
    record Result(Setup setup, Course course, JsonObject figures) {
        double ratio() {
            return figures.getDouble("ratio");
        }
    }

    /** @throws WrongRowsException if the rows are not right */
    Result measure(Setup setup) throws Exception {
        load(setup);
        servers.freshTables();
        MeasuredJob.Result job = new MeasuredJob(servers, topic, setup, jvmOptions, progress).run(logs);
        JsonObject rows = RowWrites.count(servers.jdbcUrl());
        JsonObject floor = new MeasuredFloor(servers, setup, progress).run(logs);
        beforeChecking.accept(servers.jdbcUrl());
        List<Difference> differences = new RowCheck(servers.settings().bootstrapServers(), topic, setup, progress)
                .differences(servers.jdbcUrl());
        if (!differences.isEmpty()) {
            throw new WrongRowsException(differences);
        }
        long from = setup.measuredFrom();
        double ofJob = job.course().cpuSecondsPerMillion(from, setup.events());
        double ofFloor = floor.getDouble(CPU);
        JsonObject figures = new JsonObject()
                .put("setup", setup.toJson())
                .put("loaded_events_per_second", Math.round(loadedPerSecond))
                .put("job", job.figures())
                .put("rows", rows)
                .put("floor", floor.put(CPU, rounded(ofFloor)))
                .put("ratio", rounded(ofJob / ofFloor));
        return new Result(setup, job.course(), figures);
    }

    private void load(Setup setup) throws Exception {
        if (loaded != null && setup.hasEventsOf(loaded)) {
            return;
        }
        close();
        progress.accept("starting Kafka");
        servers = BenchServers.start();
        long start = System.nanoTime();
        Spaced spaced = new Spaced(progress);
        topic = LoadedTopic.load(
                servers.settings().bootstrapServers(),
                setup,
                sent -> spaced.say(() -> String.format(Locale.ROOT, "loading: %,d events", sent)));
        loadedPerSecond = setup.events() / ((System.nanoTime() - start) / 1e9);
        loaded = setup;
    }

    /** Two decimals. */
    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    @Override
    public void close() {
        if (servers != null) {
            servers.close();
            servers = null;
            loaded = null;
        }
    }
}
