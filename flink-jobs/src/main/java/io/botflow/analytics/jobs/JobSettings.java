package io.botflow.analytics.jobs;

import io.botflow.analytics.jobs.sink.Postgres;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * What a job is told from outside; checked before anything opens.
 *
 * @param bootstrapServers {@code KAFKA_BOOTSTRAP_SERVERS}, comma-separated host:port
 * @param postgres {@code POSTGRES_URL}, {@code POSTGRES_USER}, {@code POSTGRES_PASSWORD}
 * @param latenessHorizon {@code LATENESS_HORIZON}: events further behind event time are late; default 7 days
 * @param flushInterval {@code FLUSH_INTERVAL}: how long each of the two stages gathers changes; default 2 seconds, so
 *     that rows are at most some five seconds behind
 * @param checkpointInterval {@code CHECKPOINT_INTERVAL}; default 10 seconds
 * @param checkpointDirectory {@code CHECKPOINT_DIRECTORY}, a URI that every machine of the cluster reaches
 */
public record JobSettings(
        String bootstrapServers,
        Postgres postgres,
        Duration latenessHorizon,
        Duration flushInterval,
        Duration checkpointInterval,
        String checkpointDirectory) {

    /** @throws IllegalArgumentException naming the setting */
    public JobSettings {
        requireAtLeast("LATENESS_HORIZON", latenessHorizon, Duration.ofHours(1));
        requireAtLeast("FLUSH_INTERVAL", flushInterval, Duration.ofMillis(10));
        requireAtLeast("CHECKPOINT_INTERVAL", checkpointInterval, Duration.ofMillis(100));
    }

    /** @throws IllegalArgumentException naming the setting that is missing or wrong */
    public static JobSettings from(Map<String, String> environment) {
        return new JobSettings(
                required(environment, "KAFKA_BOOTSTRAP_SERVERS"),
                new Postgres(
                        required(environment, "POSTGRES_URL"),
                        environment.getOrDefault("POSTGRES_USER", "botflow_jobs"),
                        environment.get("POSTGRES_PASSWORD")),
                duration(environment, "LATENESS_HORIZON", Duration.ofDays(7)),
                duration(environment, "FLUSH_INTERVAL", Duration.ofSeconds(2)),
                duration(environment, "CHECKPOINT_INTERVAL", Duration.ofSeconds(10)),
                required(environment, "CHECKPOINT_DIRECTORY"));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static Duration duration(Map<String, String> environment, String name, Duration absent) {
        String value = environment.get(name);
        try {
            return value == null ? absent : Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is not an ISO 8601 duration such as P7D or PT2S: " + value, e);
        }
    }

    private static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", at least " + least);
        }
    }
}
