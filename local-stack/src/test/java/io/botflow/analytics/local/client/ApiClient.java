package io.botflow.analytics.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks the API as one user; parameters are names and values by turns. */
final class ApiClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpClient http;
    private final String url;
    private final String token;

    /**
     * A client.
     *
     * @param url of the API, with a slash at its end
     */
    ApiClient(HttpClient http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    /** The JSON of an answer that must be good. */
    JsonNode json(String path, List<String> parameters) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(path, parameters);
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as("%s", answer.uri())
                .startsWith("application/json");
        return JSON.readTree(answer.body());
    }

    JsonNode json(String path, String... parameters) throws IOException, InterruptedException {
        return json(path, List.of(parameters));
    }

    /** The problem of an answer that must be refused. */
    JsonNode problem(int status, String path, String... parameters) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(path, List.of(parameters));
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as("%s", answer.uri())
                .startsWith("application/problem+json");
        return JSON.readTree(answer.body());
    }

    /** The rows of an export. */
    CsvTable csv(String path, List<String> parameters) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = get(path, parameters);
        assertThat(answer.statusCode())
                .as("%s: %s", answer.uri(), new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .as("%s", answer.uri())
                .startsWith("text/csv");
        return CsvTable.parse(answer.body());
    }

    CsvTable csv(String path, String... parameters) throws IOException, InterruptedException {
        return csv(path, List.of(parameters));
    }

    private HttpResponse<byte[]> get(String path, List<String> parameters) throws IOException, InterruptedException {
        List<String> query = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i += 2) {
            query.add(parameters.get(i) + "=" + URLEncoder.encode(parameters.get(i + 1), StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url + path + (query.isEmpty() ? "" : "?" + String.join("&", query))))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    /** The moment that a member names. */
    static Instant instant(JsonNode node) {
        assertThat(node.isTextual()).as("a time: %s", node).isTrue();
        return Instant.parse(node.textValue());
    }
}
