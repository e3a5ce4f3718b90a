package io.botflow.analytics.jobs;

import java.time.Duration;

/**
 * What every job is told from outside; checked before anything opens. Where its results go is told apart.
 *
 * @param bootstrapServers {@code KAFKA_BOOTSTRAP_SERVERS}, comma-separated host:port
 * @param latenessHorizon {@code LATENESS_HORIZON}: events further behind event time are late; default 7 days
 * @param flushInterval {@code FLUSH_INTERVAL}: how long each of the two stages gathers changes; the default is the job's
 * @param checkpointInterval {@code CHECKPOINT_INTERVAL}; default 10 seconds
 * @param checkpointDirectory {@code CHECKPOINT_DIRECTORY}, a URI that every machine of the cluster reaches
 */
public record JobSettings(
        String bootstrapServers,
        Duration latenessHorizon,
        Duration flushInterval,
        Duration checkpointInterval,
        String checkpointDirectory) {
    /** Flush interval of the jobs that write tables: rows are at most some five seconds behind. */
    public static final Duration TABLE_FLUSH_INTERVAL = Duration.ofSeconds(2);

    /** @throws IllegalArgumentException naming the setting */
    public JobSettings {
        requireAtLeast("LATENESS_HORIZON", latenessHorizon, Duration.ofHours(1));
        requireAtLeast("FLUSH_INTERVAL", flushInterval, Duration.ofMillis(10));
        requireAtLeast("CHECKPOINT_INTERVAL", checkpointInterval, Duration.ofMillis(100));
    }

    /**
     * @param flushInterval where none is set
     * @throws IllegalArgumentException naming the setting that is missing or wrong
     */
    public static JobSettings from(EnvironmentVariables environment, Duration flushInterval) {
        return new JobSettings(
                environment.required("KAFKA_BOOTSTRAP_SERVERS"),
                environment.duration("LATENESS_HORIZON", Duration.ofDays(7)),
                environment.duration("FLUSH_INTERVAL", flushInterval),
                environment.duration("CHECKPOINT_INTERVAL", Duration.ofSeconds(10)),
                environment.required("CHECKPOINT_DIRECTORY"));
    }

    private static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", at least " + least);
        }
    }
}
