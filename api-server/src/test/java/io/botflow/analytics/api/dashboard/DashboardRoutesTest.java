package io.botflow.analytics.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.botflow.analytics.api.rest.CommonHeaders;
import io.botflow.analytics.api.rest.Failures;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardRoutesTest {
    private static final String INDEX = "<!doctype html><title>Page</title>";
    private static final String SCRIPT = "run('" + "é".repeat(5_000) + "')";
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Map<String, Buffer> FILES = Map.of(
            "index.html", Buffer.buffer(INDEX),
            "icon.svg", Buffer.buffer("<svg/>"),
            "secret.txt", Buffer.buffer("secret"),
            "assets/index-B4sh.js", Buffer.buffer(SCRIPT),
            "assets/index-C0de.css", Buffer.buffer("a{}"),
            "assets/font-F0nt.woff2", Buffer.buffer("font"));
    private static final int COMPRESSED_FROM_BYTES = 1_024;
    private static final long LIMIT_SECONDS = 30;

    private final HttpClient client = HttpClient.newHttpClient();
    private Vertx vertx;
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        serve(DashboardRoutes.of(FILES));
    }

    private void serve(DashboardRoutes routes) throws Exception {
        Router router = Router.router(vertx);
        Failures.handleWith(router);
        router.route().handler(new CommonHeaders());
        router.route("/").handler(routes::page);
        router.route("/bots").handler(routes::page);
        router.route("/icon.svg").handler(routes::icon);
        router.route("/assets/:file").handler(routes::asset);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setCompressionSupported(true)
                        .setCompressionContentSizeThreshold(COMPRESSED_FROM_BYTES))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/bots", "/bots?period=7d&bot_id=any&bot_id=other", "/?%ff=%00"})
    void answerWithThePageAtItsAddresses(String path) throws Exception {
        HttpResponse<byte[]> answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo(INDEX);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Permissions-Policy")).contains("camera=(), ", "geolocation=(), ");
    }

    @Test
    void letThePageUseNothingButItsServer() throws Exception {
        List<String> policies = send("GET", "/").headers().allValues("Content-Security-Policy");

        // One, because browsers apply all that come.
        assertThat(policies)
                .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                        + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/assets/index-B4sh.js | text/javascript; charset=utf-8 | " + FOREVER,
                "/assets/index-C0de.css | text/css; charset=utf-8 | " + FOREVER,
                "/assets/font-F0nt.woff2 | font/woff2 | " + FOREVER,
                "/icon.svg | image/svg+xml | public, max-age=86400",
            })
    void letBrowsersKeepWhatThePageLoads(String path, String type, String cacheControl) throws Exception {
        HttpResponse<byte[]> answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(FILES.get(path.substring(1)).getBytes());
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "Cache-Control")).isEqualTo(cacheControl);
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/icon.svg", "/assets/index-B4sh.js"})
    void tellABrowserThatItHasItAlready(String path) throws Exception {
        String tag = header(send("GET", path), "ETag");
        HttpResponse<byte[]> again = send("GET", path, "If-None-Match", tag);

        assertThat(tag).startsWith("W/\"");
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body().length).isZero();
        assertThat(header(again, "ETag")).isEqualTo(tag);
        assertThat(send("GET", path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/icon.svg", "/assets/index-B4sh.js"})
    void answerHeadWithHeadersOnly(String path) throws Exception {
        for (String coding : List.of("identity", "gzip")) {
            HttpResponse<byte[]> full = send("GET", path, "Accept-Encoding", coding);
            HttpResponse<byte[]> head = send("HEAD", path, "Accept-Encoding", coding);

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body().length).isZero();
            for (String name : List.of("Content-Type", "Content-Encoding", "Cache-Control", "ETag")) {
                assertThat(header(head, name)).as(name).isEqualTo(header(full, name));
            }
        }
        assertThat(header(send("HEAD", path), "Content-Length"))
                .isEqualTo(Integer.toString(send("GET", path).body().length));
    }

    @Test
    void compressWell() throws Exception {
        HttpResponse<byte[]> answer = send("GET", "/assets/index-B4sh.js", "Accept-Encoding", "br, gzip");

        assertThat(answer.headers().allValues("Content-Encoding")).containsExactly("gzip");
        assertThat(header(answer, "Vary")).contains("Accept-Encoding");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .isEqualTo(SCRIPT.getBytes(StandardCharsets.UTF_8));
        assertThat(header(send("GET", "/assets/index-B4sh.js"), "Content-Encoding"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/index-0ld.js",
                "/assets/",
                "/assets/index.html",
                "/assets/../secret.txt",
                "/assets/%2e%2e/secret.txt",
                "/assets/%2E%2E%2Fsecret.txt",
                "/assets/..%2fsecret.txt",
                "/assets/..%5csecret.txt",
                "/assets/%00",
                "/assets/assets%2findex-B4sh.js",
                "/assets/index-B4sh.js/more",
                "/secret.txt",
                "/index.html",
            })
    void knowNothingElse(String path) throws Exception {
        HttpResponse<byte[]> answer = send("GET", path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(text(answer)).doesNotContain("doctype").doesNotContain("secret\"}");
    }

    @Test
    void saySoWhereNoPageWasBuilt() throws Exception {
        serve(DashboardRoutes.of(Map.of()));

        for (String path : List.of("/", "/bots")) {
            HttpResponse<byte[]> answer = send("GET", path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(new JsonObject(text(answer)).getString("detail"))
                    .contains("built without its page")
                    .contains("/docs");
        }
        assertThat(send("GET", "/icon.svg").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/assets/index-B4sh.js").statusCode()).isEqualTo(404);
    }

    /** What the build leaves is what the routes look for. */
    @Test
    void answerWithEveryFileOfTheBuiltPage() throws Exception {
        Map<String, Buffer> files = BuiltPage.read(DashboardRoutes.class.getClassLoader());
        assumeThat(files).as("built without the page").isNotEmpty();
        serve(DashboardRoutes.load());

        for (Map.Entry<String, Buffer> file : files.entrySet()) {
            String path = file.getKey().equals("index.html") ? "/" : "/" + file.getKey();
            HttpResponse<byte[]> answer = send("GET", path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).as(path).isEqualTo(file.getValue().getBytes());
            assertThat(header(answer, "Content-Type")).as(path).isNotEqualTo("application/octet-stream");
        }
    }
}
