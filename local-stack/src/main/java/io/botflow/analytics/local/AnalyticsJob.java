package io.botflow.analytics.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botflow.analytics.jobs.admission.EndCounters;
import io.botflow.analytics.jobs.conversation.ConversationAnalyticsPipeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running {@code conversation-analytics}, asked over the REST interface that Flink's web page uses. */
public final class AnalyticsJob {
    private static final Logger LOG = LoggerFactory.getLogger(AnalyticsJob.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final List<String> NAMES = List.of(
            EndCounters.RECORDS_READ,
            EndCounters.COUNTED,
            EndCounters.DUPLICATE,
            EndCounters.DEAD_LETTER,
            EndCounters.LATE);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String flinkUrl;
    private final String job;

    private AnalyticsJob(String flinkUrl, String job) {
        this.flinkUrl = flinkUrl;
        this.job = job;
    }

    /**
     * The job of that name on a cluster.
     *
     * @throws IOException if it does not run there
     */
    public static AnalyticsJob running(String flinkUrl) throws IOException, InterruptedException {
        AnalyticsJob unknown = new AnalyticsJob(flinkUrl, "");
        for (JsonNode job : unknown.get("jobs/overview").path("jobs")) {
            if (job.path("name").asText().equals(ConversationAnalyticsPipeline.JOB)
                    && job.path("state").asText().equals("RUNNING")) {
                return new AnalyticsJob(flinkUrl, job.path("jid").asText());
            }
        }
        throw new IOException(ConversationAnalyticsPipeline.JOB + " does not run at " + flinkUrl);
    }

    /** How many records had which end, as far as Flink has gathered its metrics. */
    public Optional<RecordEnds> recordEnds() {
        try {
            Map<String, Long> sums = sums(NAMES);
            if (!sums.keySet().containsAll(NAMES)) {
                return Optional.empty();
            }
            return Optional.of(new RecordEnds(
                    sums.get(EndCounters.RECORDS_READ),
                    sums.get(EndCounters.COUNTED),
                    sums.get(EndCounters.DUPLICATE),
                    sums.get(EndCounters.DEAD_LETTER),
                    sums.get(EndCounters.LATE)));
        } catch (IOException e) {
            LOG.warn("the ends of records cannot be read", e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** How many duplicates had another content than the event that was read first, as far as Flink knows by now. */
    public long conflicts() throws IOException, InterruptedException {
        return sums(List.of(EndCounters.CONFLICT)).getOrDefault(EndCounters.CONFLICT, 0L);
    }

    /** How often the job started again after a failure. */
    public long restarts() throws IOException, InterruptedException {
        return get("jobs/" + job + "/metrics?get=numRestarts")
                .path(0)
                .path("value")
                .asLong();
    }

    /** Number of the newest checkpoint that was completed, 0 before the first. */
    public long newestCompletedCheckpoint() throws IOException, InterruptedException {
        return get("jobs/" + job + "/checkpoints").at("/latest/completed/id").asLong();
    }

    /** How many checkpoints were begun, which is the number of the newest. */
    public long checkpointsBegun() throws IOException, InterruptedException {
        return get("jobs/" + job + "/checkpoints").at("/counts/total").asLong();
    }

    /** What its checkpoints were like so far. */
    public CheckpointFigures checkpointFigures() throws IOException, InterruptedException {
        JsonNode checkpoints = get("jobs/" + job + "/checkpoints");
        JsonNode newest = checkpoints.at("/latest/completed");
        JsonNode summary = checkpoints.path("summary");
        return new CheckpointFigures(
                checkpoints.at("/counts/completed").asLong(),
                newest.path("state_size").asLong(),
                newest.path("checkpointed_size").asLong(),
                summary.at("/checkpointed_size/max").asLong(),
                summary.at("/end_to_end_duration/avg").asLong(),
                summary.at("/end_to_end_duration/max").asLong());
    }

    /** The checkpoint that this run of the job went on from, if from one. */
    public Optional<String> restoredFrom() throws IOException, InterruptedException {
        JsonNode path = get("jobs/" + job + "/checkpoints").at("/latest/restored/external_path");
        return path.isTextual() ? Optional.of(path.asText()) : Optional.empty();
    }

    private Map<String, Long> sums(List<String> names) throws IOException, InterruptedException {
        Map<String, Long> sums = new HashMap<>();
        for (JsonNode vertex : get("jobs/" + job).path("vertices")) {
            String path = "jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (JsonNode metric : get(path)) {
                String id = metric.path("id").asText();
                String name = id.substring(id.lastIndexOf('.') + 1);
                if (names.contains(name)) {
                    long sum =
                            get(path + "?agg=sum&get=" + id).path(0).path("sum").asLong();
                    sums.merge(name, sum, Long::sum);
                }
            }
        }
        return sums;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(flinkUrl + path))
                .timeout(TIMEOUT)
                .build();
        return json.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
}
