package io.botflow.analytics.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.botflow.analytics.api.content.EntityTag;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonAnswerTest {
    private static final long LIMIT_SECONDS = 30;

    private final AtomicInteger value = new AtomicInteger(1);
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.route().handler(new CommonHeaders());
        router.route("/kept").handler(context -> JsonAnswer.send(context, json()));
        router.route("/written").handler(context -> JsonAnswer.send(context, json().toBuffer()));
        router.route("/live").handler(context -> JsonAnswer.sendLive(context, json()));
        server = vertx.createHttpServer().requestHandler(router).listen(0).await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private JsonObject json() {
        return new JsonObject().put("value", value.get());
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return ask("GET", path, headers);
    }

    private HttpResponse<String> ask(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void tellsTheTimeOfTheServer() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String date = get("/live").headers().firstValue("Date").orElseThrow();

        assertThat(date).matches("\\w{3}, \\d{2} \\w{3} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT");
        assertThat(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
                .isBetween(before, Instant.now());
    }

    @Test
    void tagsWhatItSays() throws Exception {
        HttpResponse<String> first = get("/kept");
        HttpResponse<String> again = get("/kept");
        HttpResponse<String> written = get("/written");
        value.set(2);
        HttpResponse<String> other = get("/kept");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{\"value\":1}");
        assertThat(first.headers().map())
                .containsEntry("content-type", List.of("application/json"))
                .containsEntry("cache-control", List.of("private, no-cache"));
        assertThat(tag(first)).matches("W/\"[A-Za-z0-9_-]{22}\"");
        assertThat(tag(again)).isEqualTo(tag(first));
        assertThat(tag(written)).isEqualTo(tag(first));
        assertThat(tag(other)).isNotEqualTo(tag(first));
    }

    @Test
    void doesNotRepeatItself() throws Exception {
        String tag = tag(get("/kept"));

        for (String method : List.of("GET", "HEAD")) {
            HttpResponse<String> answer = ask(method, "/kept", "If-None-Match", tag);
            assertThat(answer.statusCode()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(tag(answer)).isEqualTo(tag);
            assertThat(answer.headers().map())
                    .containsEntry("cache-control", List.of("private, no-cache"))
                    .containsKey("vary")
                    .doesNotContainKey("content-type");
        }
        value.set(2);
        assertThat(get("/kept", "If-None-Match", tag).body()).isEqualTo("{\"value\":2}");
    }

    @Test
    void saysTheSameOfWhatIsOnlyAskedAbout() throws Exception {
        HttpResponse<String> head = ask("HEAD", "/kept");
        HttpResponse<String> get = get("/kept");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        // How long it is depends on compression, so it is not said; and it is a moment later.
        Map<String, List<String>> expected = new TreeMap<>(get.headers().map());
        expected.keySet().removeAll(List.of("content-length", "date"));
        Map<String, List<String>> said = new TreeMap<>(head.headers().map());
        said.remove("date");
        assertThat(said).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W/\"t\" | true",
                "\"t\" | true",
                "* | true",
                "\"a\", W/\"t\" | true",
                "\"a\",\"t\",\"b\" | true",
                "W/\"a\" | false",
                "t | false",
                "w/\"t\" | false",
                "\"t | false",
                "'' | false",
            })
    void comparesTagsWeakly(String header, boolean isKnown) {
        assertThat(new EntityTag("\"t\"").isIn(List.of(header))).isEqualTo(isKnown);
        assertThat(new EntityTag("\"t\"").isIn(List.of("\"a\"", header))).isEqualTo(isKnown);
    }

    @Test
    void leavesWhatIsLiveUntagged() throws Exception {
        HttpResponse<String> answer = get("/live", "If-None-Match", "*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsEntry("cache-control", List.of("no-store"))
                .doesNotContainKey("etag");
    }
}
