package io.botflow.analytics.local.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;

/** All jobs of a cluster, asked over Flink's REST interface. */
final class RunningJobs {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final String flinkUrl;

    RunningJobs(String flinkUrl) {
        this.flinkUrl = flinkUrl;
    }

    /**
     * How a job fares.
     *
     * @param restarts how often it began again after a failure
     */
    record Health(String state, long restarts, long completedCheckpoints, long failedCheckpoints) {}

    /** By the name of the job. */
    Map<String, Health> health() throws IOException, InterruptedException {
        Map<String, Health> health = new TreeMap<>();
        for (JsonNode job : get("jobs/overview").path("jobs")) {
            String path = "jobs/" + job.path("jid").asText();
            JsonNode checkpoints = get(path + "/checkpoints").path("counts");
            health.put(
                    job.path("name").asText(),
                    new Health(
                            job.path("state").asText(),
                            get(path + "/metrics?get=numRestarts")
                                    .path(0)
                                    .path("value")
                                    .asLong(-1),
                            checkpoints.path("completed").asLong(),
                            checkpoints.path("failed").asLong()));
        }
        return health;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(flinkUrl + path)).build();
        return json.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
}
