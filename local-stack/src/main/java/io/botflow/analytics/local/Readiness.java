package io.botflow.analytics.local;

import io.botflow.analytics.local.server.ServerStartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks the API server whether it and what it reads from are ready. */
final class Readiness {
    private static final int OK = 200;
    private static final long POLL_MILLIS = 50;

    private final HttpRequest request;

    Readiness(String managementUrl) {
        this.request = HttpRequest.newBuilder(URI.create(managementUrl + "health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    void await(Duration limit) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + limit.toNanos();
        String answer = ask(client);
        while (!answer.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ServerStartException("the API server is not ready: " + answer);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            answer = ask(client);
        }
    }

    /** Empty when it is ready. */
    private String ask(HttpClient client) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == OK ? "" : response.body();
    }
}
