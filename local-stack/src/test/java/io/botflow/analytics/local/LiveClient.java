package io.botflow.analytics.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.token.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A user at the WebSocket and the REST interface, by the contract alone. */
final class LiveClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LIMIT_SECONDS = 30;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Frame> frames = new CopyOnWriteArrayList<>();
    private final StackSettings settings;
    private final String token;
    private volatile WebSocket socket;
    private volatile int closeCode;

    /** A frame as it came, and what it says. */
    record Frame(String text, String type, String id, JsonNode data) {
        /** Whether it is one of those that the organization's stream keeps. */
        boolean isKept() {
            return type.equals("new_message") || type.equals("conversation_status");
        }
    }

    private LiveClient(StackSettings settings, String token) {
        this.settings = settings;
        this.token = token;
    }

    static LiveClient connect(StackSettings settings, Organization organization, Role role) throws Exception {
        String token = new Tokens(settings, Clock.systemUTC())
                .sign(organization.member(role), organization.id(), Tokens.LIFETIME);
        LiveClient client = new LiveClient(settings, token);
        client.socket = HTTP.newWebSocketBuilder()
                .subprotocols("botflow.v1", "bearer." + token)
                .buildAsync(
                        URI.create(settings.apiUrl().replace("http:", "ws:") + "api/analytics/stream"),
                        client.new Listener())
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return client;
    }

    /** All frames so far. */
    List<Frame> frames() {
        return List.copyOf(frames);
    }

    List<Frame> frames(String type) {
        return frames.stream().filter(frame -> frame.type().equals(type)).toList();
    }

    /** What came about the message of an event, the question or its answer. */
    List<Frame> messages(String eventId) {
        return frames("new_message").stream()
                .filter(frame -> frame.data().path("id").asText().equals(eventId))
                .toList();
    }

    void send(String frame) throws Exception {
        socket.sendText(frame, true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    void resume(String lastId) throws Exception {
        send("{\"type\":\"resume\",\"last_id\":\"" + lastId + "\"}");
    }

    /** The status of the server's close frame, 0 while there is none. */
    int closeCode() {
        return closeCode;
    }

    /** The answer of the REST interface to the same user. */
    JsonNode get(String path) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(settings.apiUrl() + path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Ends the connection without a word. */
    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            closeCode = statusCode;
            return null;
        }

        private void take(String frame) {
            try {
                JsonNode json = JSON.readTree(frame);
                frames.add(new Frame(
                        frame, json.path("type").asText(), json.path("id").asText(), json.path("data")));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not JSON: " + frame, e);
            }
        }
    }
}
