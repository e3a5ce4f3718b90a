package io.botflow.analytics.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.botflow.analytics.api.query.Columns;
import io.botflow.analytics.api.query.ConversationDurations;
import io.botflow.analytics.api.query.ConversationOrder;
import io.botflow.analytics.api.query.Leaderboard;
import io.botflow.analytics.api.query.MessageVolume;
import io.botflow.analytics.api.query.ResponseTimes;
import io.botflow.analytics.api.query.SuccessRates;
import io.botflow.analytics.api.range.Interval;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractRoutesTest {
    private static final String OPENAPI = "/openapi.json";
    private static final String ASYNCAPI = "/asyncapi.json";
    private static final String DOCS = "/docs";

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ApiContract CONTRACT = ApiContract.load();
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        ContractRoutes routes = new ContractRoutes(CONTRACT);
        Router router = Router.router(VERTX);
        router.route(OPENAPI).handler(routes::openApi);
        router.route(ASYNCAPI).handler(routes::asyncApi);
        router.route(DOCS).handler(routes::docs);
        server = VERTX.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(10, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        OPENAPI + ",application/json",
        ASYNCAPI + ",application/json",
        DOCS + ",text/html; charset=utf-8",
    })
    void answersSoThatClientsMayKeepIt(String path, String type) throws Exception {
        HttpResponse<String> answer = send("GET", path);
        String tag = header(answer, "ETag");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(tag).startsWith("W/\"");
        for (String known : List.of(tag, "\"other\", " + tag, tag.substring(2), "*")) {
            HttpResponse<String> again = send("GET", path, "If-None-Match", known);
            assertThat(again.statusCode()).as(known).isEqualTo(304);
            assertThat(again.body().length()).isZero();
            assertThat(header(again, "ETag")).isEqualTo(tag);
        }
        assertThat(send("GET", path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {OPENAPI, ASYNCAPI, DOCS})
    void answersHeadWithHeadersOnly(String path) throws Exception {
        HttpResponse<String> full = send("GET", path);
        // Of either version, since what is sent is up to the server in one and to the client in the other.
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> head = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                            .version(version)
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body().length()).isZero();
            assertThat(header(head, "ETag")).isEqualTo(header(full, "ETag"));
            assertThat(header(head, "Content-Length"))
                    .isEqualTo(Integer.toString(full.body().getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Test
    void answersWithTheDescriptions() throws Exception {
        JsonNode rest = new JsonMapper().readTree(send("GET", OPENAPI).body());
        JsonNode live = new JsonMapper().readTree(send("GET", ASYNCAPI).body());

        assertThat(rest.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(rest.at("/components/schemas/Conversations/properties/data/items/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Conversation");
        assertThat(rest.at("/components/parameters/Period/schema/default").asText())
                .isEqualTo("24h");
        assertThat(live.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(live.at("/channels/stream/address").asText()).isEqualTo("/api/analytics/stream");
    }

    @Test
    void showsEveryOperationAndEveryFrame() throws Exception {
        String page = send("GET", DOCS).body();

        for (JsonNode path : CONTRACT.openApi().root().path("paths")) {
            assertThat(page).contains("id=\"" + path.at("/get/operationId").asText() + '"');
        }
        for (String frame : FrameSections.names(CONTRACT.asyncApi())) {
            assertThat(page).contains("id=\"frame-" + frame + '"');
        }
        assertThat(page)
                .contains("<code>/api/analytics/bots/{bot_id}/percentiles</code>")
                .contains("<th scope=\"row\"><code>metric</code> <em>required</em></th>")
                .contains("24h, 7d, 30d; default 24h")
                .contains("&quot;activeConversations&quot;: 12")
                .contains("curl -H &quot;Authorization: Bearer $TOKEN&quot;")
                .contains("<code>data[].p95</code>")
                .contains("Not reading");
    }

    @Test
    void linksOnlyToWhatIsThere() throws Exception {
        String page = send("GET", DOCS).body();
        List<String> ids = all("id=\"([^\"]+)\"", page);

        assertThat(ids).doesNotHaveDuplicates();
        Set<String> targets = new TreeSet<>(all("href=\"([^\"]+)\"", page));
        assertThat(targets).contains("#getRealtime", "#problem-NotFound", "#frame-gap", OPENAPI, ASYNCAPI);
        for (String target : targets) {
            assertThat(target.startsWith("#") ? ids.contains(target.substring(1)) : target.startsWith("/"))
                    .as(target)
                    .isTrue();
        }
    }

    @Test
    void isWellFormed() throws Exception {
        String page = send("GET", DOCS).body();
        List<String> open = new ArrayList<>();
        Matcher tag = Pattern.compile("<(/?)([a-z0-9]+)[^<>]*>").matcher(page);
        while (tag.find()) {
            if (tag.group(2).equals("meta")) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.add(tag.group(2));
            } else {
                assertThat(open.remove(open.size() - 1)).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
        assertThat(page.replaceFirst("<!DOCTYPE html>", "").replaceAll("</?[a-z0-9]+[^<>]*>", ""))
                .doesNotContain("<");
    }

    @Test
    void needsNothingButItsOwnStyle() throws Exception {
        HttpResponse<String> answer = send("GET", DOCS);
        String style = all("(?s)<style>(.*)</style>", answer.body()).get(0);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(header(answer, "Content-Security-Policy"))
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "';")
                .doesNotContain("unsafe");
        assertThat(answer.body()).doesNotContain("<script", "style=\"", "src=\"", "onclick");
        assertThat(style).doesNotContain("url(", "@import");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>", "\" onload=\"x", "a & b", "it's", "`<i>`", "</code>"})
    void writesTextsAsTexts(String text) {
        String written = new Markup()
                .text(text)
                .line(text)
                .prose(text)
                .block(text, text)
                .link(text, text)
                .toString();

        assertThat(written.replaceAll("</?(p|code|pre|a)( [a-z-]+=\"[^\"<>]*\")*>", ""))
                .doesNotContain("<", ">", "\"", "'")
                .doesNotContain(" & ");
    }

    @Test
    void namesTheColumnsOfTheTables() {
        List<String> conversation = new ArrayList<>(Columns.CONVERSATION);
        conversation.add("status");

        assertThat(required("Conversation")).isEqualTo(conversation);
        assertThat(required("Message")).isEqualTo(Columns.MESSAGE);
        assertThat(required("UsageHour")).isEqualTo(Columns.USAGE);
        assertThat(required("BotDay")).isEqualTo(Columns.BOT_PERFORMANCE);
        assertThat(csvHeader("conversations")).isEqualTo(Columns.CONVERSATION);
        assertThat(csvHeader("messages")).isEqualTo(Columns.MESSAGE);
        assertThat(csvHeader("usage")).isEqualTo(Columns.USAGE);
        assertThat(csvHeader("bot-performance")).isEqualTo(Columns.BOT_PERFORMANCE);
    }

    @Test
    void namesTheMembersOfSeries() {
        Set<UUID> all = Set.of();

        assertThat(requiredOfRows("ResponseTimes")).isEqualTo(new ResponseTimes(all).names());
        assertThat(requiredOfRows("MessageVolume")).isEqualTo(new MessageVolume(all).names());
        assertThat(requiredOfRows("SuccessRate")).isEqualTo(new SuccessRates(all).names());
        assertThat(requiredOfRows("ConversationDuration")).isEqualTo(new ConversationDurations(all).names());
        assertThat(csvHeader("response-times")).isEqualTo(new ResponseTimes(all).names());
    }

    @Test
    void offersWhatTheServerKnows() {
        assertThat(choices("Metric"))
                .isEqualTo(Arrays.stream(Leaderboard.Metric.values())
                        .map(metric -> metric.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(choices("Sort"))
                .containsExactlyElementsOf(ConversationOrder.byText().keySet());
        assertThat(choices("Interval").subList(1, 4))
                .isEqualTo(Arrays.stream(Interval.values()).map(Interval::text).toList());
    }

    private static List<String> choices(String parameter) {
        return texts(CONTRACT.openApi()
                .root()
                .at("/components/parameters")
                .path(parameter)
                .at("/schema/enum"));
    }

    private static List<String> requiredOfRows(String schema) {
        return texts(
                CONTRACT.openApi().root().at("/components/schemas").path(schema).at("/properties/data/items/required"));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<String> required(String schema) {
        return texts(
                CONTRACT.openApi().root().at("/components/schemas").path(schema).path("required"));
    }

    private static List<String> csvHeader(String export) {
        JsonNode operation = CONTRACT.openApi().root().path("paths").path("/api/export/" + export + ".csv");
        String example = operation
                .at("/get/responses/200/content")
                .path("text/csv")
                .path("example")
                .asText();
        List<String> lines = List.of(example.split("\r\n", -1));
        List<String> header = List.of(lines.get(0).split(",", -1));
        assertThat(lines.get(1).split(",", -1)).hasSameSizeAs(header);
        return header;
    }

    @Test
    void readsTheSameInBothJsonLibraries() {
        assertThat(new JsonObject(CONTRACT.openApiJson()).getJsonObject("paths").fieldNames())
                .hasSameSizeAs(CONTRACT.openApi().root().path("paths"));
    }

    private static List<String> all(String pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
