package io.botflow.analytics.api.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.botflow.analytics.api.problem.ProblemException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests are held to, over HTTP, so that texts come as clients encode them. */
class ParameterRulesTest {
    private static final String BOT = "c0000000-0000-0000-0000-000000000001";
    private static final String TIMES = "/api/analytics/response-times";
    private static final String LEADERBOARD = "/api/analytics/leaderboard";
    private static final String PERFORMANCE = "/api/analytics/bots/:bot_id/performance";
    private static final String CONVERSATIONS = "/api/conversations";

    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static HttpServer server;

    @BeforeAll
    static void start() throws Exception {
        ApiContract contract = ApiContract.load();
        Router router = Router.router(VERTX);
        for (String path : List.of(TIMES, LEADERBOARD, PERFORMANCE, CONVERSATIONS)) {
            router.get(path)
                    .handler(contract.rulesOf(path))
                    .handler(context -> context.end("let through"))
                    .failureHandler(ParameterRulesTest::fail);
        }
        server = VERTX.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
    }

    @AfterAll
    static void stop() throws Exception {
        VERTX.close().await(10, TimeUnit.SECONDS);
    }

    private static void fail(RoutingContext context) {
        if (context.failure() instanceof ProblemException e) {
            e.problem().send(context.response());
        } else {
            context.response().setStatusCode(context.statusCode()).end();
        }
    }

    private static HttpResponse<String> get(String pathAndQuery) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.actualPort() + pathAndQuery);
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TIMES,
                TIMES + "?period=7d&tz=Europe/Paris&interval=hour",
                TIMES + "?bot_id=" + BOT + "&bot_id=C0000000-0000-0000-0000-00000000000A",
                TIMES + "?from=2026-03-01T00:00:00Z&to=2026-03-01T00:00:00.123456789%2B05:45",
                TIMES + "?from=2026-03-01T00:00:00+05:45",
                LEADERBOARD + "?metric=p95",
                LEADERBOARD + "?metric=messages&date=2024-02-29",
                CONVERSATIONS + "?limit=1",
                CONVERSATIONS + "?limit=500",
                CONVERSATIONS + "?limit=007",
                CONVERSATIONS + "?status=active&status=resolved&sort=-slowest_response_ms",
                CONVERSATIONS + "?q=%F0%9F%98%80%20order&customer=%2B49",
                "/api/analytics/bots/" + BOT + "/performance?start_date=2026-03-01",
            })
    void letsThroughWhatIsRight(String request) throws Exception {
        assertThat(get(request).body()).isEqualTo("let through");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                TIMES + "?bots=1 | bots | bots is not a parameter of this resource",
                TIMES + "?Period=24h | Period | Period is not a parameter of this resource",
                TIMES + "?period=24h&period=7d | period | period is there more than once",
                TIMES + "?period=1d | period | period is not one of 24h, 7d, 30d",
                TIMES + "?period= | period | period is not one of 24h, 7d, 30d",
                TIMES + "?period | period | period is not one of 24h, 7d, 30d",
                TIMES + "?interval=HOUR | interval | interval is not one of auto, minute, hour, day",
                TIMES + "?bot_id=" + BOT + "&bot_id=1-1-1-1-1 | bot_id | bot_id is not a UUID",
                TIMES + "?bot_id= | bot_id | bot_id is not a UUID",
                TIMES + "?bot_id=" + BOT + "," + BOT + " | bot_id | bot_id is not a UUID",
                TIMES + "?from=2026-03-01 | from | from is not a time such as 2026-03-01T00:00:00Z",
                TIMES + "?from=2026-03-01T00:00:00 | from | from is not a time such as 2026-03-01T00:00:00Z",
                TIMES + "?to=2026-02-30T00:00:00Z | to | to is not a time such as 2026-03-01T00:00:00Z",
                TIMES + "?tz= | tz | tz is empty",
                LEADERBOARD + " | metric | metric is missing",
                LEADERBOARD + "?metric=p99 | metric | metric is not one of messages, conversations, success_rate, p95",
                LEADERBOARD + "?metric=p95&date=2026-02-30 | date | date is not a date such as 2026-03-01",
                LEADERBOARD + "?metric=p95&date=20260301 | date | date is not a date such as 2026-03-01",
                CONVERSATIONS + "?limit=0 | limit | limit is not a whole number from 1 to 500",
                CONVERSATIONS + "?limit=501 | limit | limit is not a whole number from 1 to 500",
                CONVERSATIONS + "?limit=1.0 | limit | limit is not a whole number from 1 to 500",
                CONVERSATIONS + "?limit=%2B5 | limit | limit is not a whole number from 1 to 500",
                CONVERSATIONS + "?limit=%D9%A5 | limit | limit is not a whole number from 1 to 500",
                CONVERSATIONS + "?limit=99999999999999999999 | limit | limit is not a whole number from 1 to 500",
                CONVERSATIONS
                        + "?status=active&status=open | status | status is not one of active, resolved, unresolved,"
                        + " escalated",
                CONVERSATIONS + "?q=%20%09 | q | q is empty",
                CONVERSATIONS + "?customer=a%00 | customer | customer has a character that no text has",
                "/api/analytics/bots/x/performance | bot_id | bot_id is not a UUID",
                "/api/analytics/bots/" + BOT + "/performance?bot_id=" + BOT
                        + " | bot_id | bot_id is not a parameter of this resource",
            })
    void refusesWhatIsWrong(String request, String parameter, String detail) throws Exception {
        HttpResponse<String> answer = get(request);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("detail")).isEqualTo(detail);
        assertThat(problem.getString("parameter")).isEqualTo(parameter);
    }

    @Test
    void countsCharactersAndNotBytes() throws Exception {
        String emoji = "%F0%9F%98%80";

        assertThat(get(CONVERSATIONS + "?q=" + emoji.repeat(200)).statusCode()).isEqualTo(200);
        assertThat(get(CONVERSATIONS + "?q=" + emoji.repeat(201)).body()).contains("q is longer than 200 characters");
    }

    @Test
    void letsNoArrayGrowWithoutBound() throws Exception {
        String one = "&status=active";

        assertThat(get(CONVERSATIONS + "?limit=1" + one.repeat(100)).statusCode())
                .isEqualTo(200);
        assertThat(get(CONVERSATIONS + "?limit=1" + one.repeat(101)).body())
                .contains("status is there more than 100 times");
    }

    @Test
    void repeatsNoLongNamesAndNoValues() throws Exception {
        String answer = get(TIMES + "?" + "x".repeat(1_000) + "=1").body();
        String wrong = get(TIMES + "?period=secret").body();

        assertThat(answer).contains("x".repeat(64)).doesNotContain("x".repeat(65));
        assertThat(wrong).doesNotContain("secret");
    }

    @Test
    void leavesWhatCannotBeDecodedToTheRouter() throws Exception {
        io.vertx.core.http.HttpClient raw = VERTX.createHttpClient();
        int status = raw.request(
                        io.vertx.core.http.HttpMethod.GET, server.actualPort(), "127.0.0.1", TIMES + "?bot_id=%zz")
                .compose(request -> request.send())
                .map(response -> response.statusCode())
                .await(10, TimeUnit.SECONDS);

        assertThat(status).isEqualTo(400);
    }

    @Test
    void knowsOnlyWhatIsDescribed() {
        ApiContract contract = ApiContract.load();

        assertThatThrownBy(() -> contract.rulesOf("/api/nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/api/nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'string', 'pattern': '^a'}",
                "{'type': 'string', 'format': 'email'}",
                "{'type': 'number'}",
                "{'type': 'integer', 'minimum': 1, 'maximum': 2, 'multipleOf': 2}",
                "{'type': 'array', 'uniqueItems': true, 'items': {'type': 'string'}, 'maxItems': 3}",
            })
    void promisesNothingThatIsNotChecked(String schema) throws Exception {
        JsonNode parameter = new JsonMapper()
                .readTree(("{'name': 'x', 'in': 'query', 'schema': " + schema + "}").replace('\'', '"'));

        assertThatThrownBy(() -> ParameterRules.of(List.of(parameter)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("x ")
                .hasMessageContaining("not checked");
    }
}
