package io.botflow.analytics.local.bench.pipeline;

import io.botflow.analytics.jobs.admission.EndCounters;
import io.botflow.analytics.local.RecordEnds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.metrics.reporter.Scheduled;

/** Samples the job from within its process: asking from outside costs it more, and its answers are older. */
public final class SampleReporter implements MetricReporter, Scheduled {
    /** The setting that names the file that samples go to. */
    static final String FILE = "file";

    private final Map<String, List<Counter>> counters = Stream.of(
                    EndCounters.RECORDS_READ,
                    EndCounters.COUNTED,
                    EndCounters.DUPLICATE,
                    EndCounters.DEAD_LETTER,
                    EndCounters.LATE)
            .collect(Collectors.toMap(Function.identity(), name -> new CopyOnWriteArrayList<>()));
    private SampleFile samples;

    /** Makes the reporter; Flink finds it as a service. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new SampleReporter();
        }
    }

    @Override
    public void open(MetricConfig config) {
        samples = new SampleFile(Path.of(config.getString(FILE, "")));
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter && counters.containsKey(name)) {
            counters.get(name).add(counter);
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter && counters.containsKey(name)) {
            counters.get(name).remove(counter);
        }
    }

    @Override
    public void report() {
        try {
            samples.append(Sample.now(new RecordEnds(
                    sum(EndCounters.RECORDS_READ),
                    sum(EndCounters.COUNTED),
                    sum(EndCounters.DUPLICATE),
                    sum(EndCounters.DEAD_LETTER),
                    sum(EndCounters.LATE))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long sum(String name) {
        return counters.get(name).stream().mapToLong(Counter::getCount).sum();
    }

    @Override
    public void close() {}
}
