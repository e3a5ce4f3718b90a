package io.botflow.analytics.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a Flink cluster over its REST interface. */
final class FlinkRest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int FIRST_ERROR = 400;
    private static final int NOT_FOUND = 404;
    private static final Set<String> ENDED = Set.of("CANCELED", "FINISHED", "FAILED");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = new ObjectMapper();
    private final FlinkAddress address;

    FlinkRest(FlinkAddress address) {
        this.address = address;
    }

    /** What a cluster has. */
    record Overview(int taskManagers, int slots, int freeSlots) {}

    /** A job, and how many of its tasks run. */
    record Job(String id, String name, String state, long started, int running, int tasks) {
        boolean hasEnded() {
            return ENDED.contains(state);
        }

        boolean runs() {
            return state.equals("RUNNING") && running == tasks;
        }
    }

    /** A checkpoint that was completed. */
    record Checkpoint(long number, Instant completed) {}

    Overview overview() throws IOException, InterruptedException {
        JsonNode overview = get("/overview");
        return new Overview(
                overview.path("taskmanagers").asInt(),
                overview.path("slots-total").asInt(),
                overview.path("slots-available").asInt());
    }

    /** All jobs that the cluster remembers. */
    List<Job> jobs() throws IOException, InterruptedException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : get("/jobs/overview").path("jobs")) {
            jobs.add(new Job(
                    job.path("jid").asText(),
                    job.path("name").asText(),
                    job.path("state").asText(),
                    job.path("start-time").asLong(),
                    job.path("tasks").path("running").asInt(),
                    job.path("tasks").path("total").asInt()));
        }
        return jobs;
    }

    /** The job of that name that has not ended. */
    Optional<Job> live(BotJob job) throws IOException, InterruptedException {
        return jobs().stream()
                .filter(found -> found.name().equals(job.jobName()) && !found.hasEnded())
                .findFirst();
    }

    Optional<Job> job(String id) throws IOException, InterruptedException {
        return jobs().stream().filter(found -> found.id().equals(id)).findFirst();
    }

    /** That of the tasks that have the most. */
    int parallelism(String id) throws IOException, InterruptedException {
        int parallelism = 0;
        for (JsonNode vertex : get("/jobs/" + id).path("vertices")) {
            parallelism = Math.max(parallelism, vertex.path("parallelism").asInt());
        }
        return parallelism;
    }

    Optional<Checkpoint> newestCheckpoint(String id) throws IOException, InterruptedException {
        JsonNode completed = get("/jobs/" + id + "/checkpoints").path("latest").path("completed");
        return completed.path("id").isMissingNode()
                ? Optional.empty()
                : Optional.of(new Checkpoint(
                        completed.path("id").asLong(),
                        Instant.ofEpochMilli(
                                completed.path("latest_ack_timestamp").asLong())));
    }

    /** The path of the state that the job last went on from. */
    Optional<String> restoredFrom(String id) throws IOException, InterruptedException {
        JsonNode path = get("/jobs/" + id + "/checkpoints").at("/latest/restored/external_path");
        return path.isTextual() ? Optional.of(path.asText()) : Optional.empty();
    }

    /** What the job failed of so far, the newest first, each as a stack trace. */
    List<String> failures(String id) throws IOException, InterruptedException {
        List<String> failures = new ArrayList<>();
        for (JsonNode entry :
                get("/jobs/" + id + "/exceptions").path("exceptionHistory").path("entries")) {
            failures.add(entry.path("stacktrace").asText());
        }
        return failures;
    }

    void triggerCheckpoint(String id) throws IOException, InterruptedException {
        JsonNode unused = send(request("/jobs/" + id + "/checkpoints")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

    void cancel(String id) throws IOException, InterruptedException {
        JsonNode unused = send(request("/jobs/" + id + "?mode=cancel").method("PATCH", BodyPublishers.noBody()));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException("Flink does not answer at " + address, e);
        }
        if (response.statusCode() >= FIRST_ERROR) {
            throw new IOException("Flink at " + address + " answers " + response.statusCode()
                    + (response.statusCode() == NOT_FOUND
                            ? ": " + response.uri().getPath() + " is not there"
                            : ""));
        }
        return json.readTree(response.body());
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
