package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.local.server.JavaProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs the reference floor in a process of its own over the same records, and tells what that took. */
final class MeasuredFloor {
    /** Plenty for a program that keeps nothing. */
    private static final String HEAP = "-Xmx512m";

    private static final long POLL_MILLIS = 200;
    private static final long TOLD_EVERY = 10;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final BenchServers servers;
    private final Setup setup;
    private final Consumer<String> progress;

    MeasuredFloor(BenchServers servers, Setup setup, Consumer<String> progress) {
        this.servers = servers;
        this.setup = setup;
        this.progress = progress;
    }

    /** @param logs where its samples and logs stay */
    JsonObject run(Path logs) throws IOException, InterruptedException {
        SampleFile samples = SampleFile.fresh(logs.resolve("floor.samples"));
        List<String> arguments = List.of(
                servers.settings().bootstrapServers(),
                samples.path().toString(),
                Long.toString(setup.events()),
                Integer.toString(setup.parallelism()));
        try (JavaProcess process = JavaProcess.start("floor", FloorProcess.class, List.of(HEAP), arguments, logs)) {
            await(process, samples);
            Course course = new Course(samples.read());
            long from = setup.measuredFrom();
            if (samples.newest()
                    .map(Sample::ends)
                    .filter(ends -> ends.recordsRead() == setup.events())
                    .isEmpty()) {
                throw new IOException("the floor did not read all records; see " + process.output());
            }
            return new JsonObject()
                    .put("cpu_seconds_per_million", course.cpuSecondsPerMillion(from, setup.events()))
                    .put("events_per_second_measured", Math.round(course.recordsPerSecond(from, setup.events())));
        }
    }

    private void await(JavaProcess process, SampleFile samples) throws IOException, InterruptedException {
        long read = -1;
        long lastChange = System.nanoTime();
        for (long polls = 0; process.isAlive(); polls++) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            long now =
                    samples.newest().map(sample -> sample.ends().recordsRead()).orElse(0L);
            if (now != read) {
                read = now;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > PATIENCE_NANOS) {
                throw new IOException("the floor stands still; see " + process.output());
            }
            if (polls % TOLD_EVERY == TOLD_EVERY - 1) {
                progress.accept(String.format(Locale.ROOT, "floor: %,d events read", now));
            }
        }
    }
}
