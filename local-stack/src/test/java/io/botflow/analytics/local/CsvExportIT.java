package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.access.Caller;
import io.botflow.analytics.api.access.Identity;
import io.botflow.analytics.api.access.Role;
import io.botflow.analytics.api.csv.CopyStatement;
import io.botflow.analytics.api.csv.CsvColumn;
import io.botflow.analytics.api.csv.ExportFile;
import io.botflow.analytics.api.csv.ExportSettings;
import io.botflow.analytics.api.csv.Exports;
import io.botflow.analytics.api.database.Database;
import io.botflow.analytics.api.live.SocketSettings;
import io.botflow.analytics.api.rest.CommonHeaders;
import io.botflow.analytics.api.rest.Failures;
import io.botflow.analytics.api.rest.RequestTimes;
import io.botflow.analytics.local.server.PostgresServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports from a real database to clients that read, stop, leave, and see it break. */
class CsvExportIT {
    private static final String ACME = "a0000000-0000-0000-0000-000000000001";
    private static final String GLOBEX = "b0000000-0000-0000-0000-000000000002";
    private static final String MEMBER = "10000000-0000-0000-0000-000000000001";
    private static final int MOST_PER_ORGANIZATION = 4;
    private static final int MOST = 5;
    private static final int MILLION = 1_000_000;
    private static final int MEGABYTE = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final long LIMIT_SECONDS = 30;

    private static final List<CsvColumn> COLUMNS = List.of(
            CsvColumn.plain("n"),
            CsvColumn.time("at"),
            CsvColumn.bool("odd"),
            CsvColumn.text("text"),
            CsvColumn.phone("phone"));
    private static final String ROWS = """
            SELECT n, '2026-03-01T00:00:00.5Z'::timestamptz + n * interval '1 second', n % 2 = 1,
                'Row "' || n || '", as told', '+4915100' || n
            FROM (SELECT generate_series(1, current_setting('botflow.p1')::int) AS n) AS numbers
            """;

    @TempDir
    private static Path directory;

    private static RunningApi stores;

    private final HttpClient http = HttpClient.newHttpClient();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Vertx vertx;
    private Database database;
    private Exports exports;
    private int port;

    @BeforeAll
    static void startStores() throws SQLException {
        // The driver would have the database tell times in it.
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        stores = RunningApi.prepare(directory);
        stores.sql(
                "INSERT INTO organizations (id, name) VALUES ('" + ACME + "', '=Acme'), ('" + GLOBEX + "', 'Globex')",
                "INSERT INTO organization_members VALUES ('" + ACME + "', '" + MEMBER + "', 'admin')");
    }

    @AfterAll
    static void stopStores() throws Exception {
        TimeZone.setDefault(null);
        if (stores != null) {
            stores.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        vertx = Vertx.vertx();
        database = Database.create(vertx, stores.settings().api().database());
        exports = new Exports(
                vertx,
                new ExportSettings(MOST_PER_ORGANIZATION, MOST),
                database,
                stores.settings().api().database(),
                meters,
                PATIENCE);
        Router router = Router.router(vertx);
        Failures.handleWith(router);
        router.route().handler(new CommonHeaders());
        router.route().handler(new RequestTimes(meters));
        router.route("/rows/:count").handler(routing -> copy(routing, ROWS, routing.pathParam("count")));
        router.route("/viewer").handler(routing -> send(routing, ACME, Role.VIEWER, COLUMNS, ROWS, "3"));
        router.route("/globex/:count")
                .handler(routing -> send(routing, GLOBEX, Role.ADMIN, COLUMNS, ROWS, routing.pathParam("count")));
        router.route("/organizations").handler(routing -> copyOne(routing, "SELECT name FROM organizations"));
        router.route("/settings")
                .handler(routing -> copyOne(
                        routing,
                        "SELECT current_setting('botflow.p1') || current_setting('transaction_read_only')",
                        "'; DROP TABLE bots; --\n\u00e9\ud83d\ude00"));
        router.route("/fails-at/:row")
                .handler(routing -> copyOne(
                        routing,
                        "SELECT repeat('x', 100) || 1 / (current_setting('botflow.p1')::int - n)"
                                + " FROM (SELECT generate_series(1, 200000) AS n) AS numbers",
                        routing.pathParam("row")));
        router.route("/secret").handler(routing -> copyOne(routing, "SELECT 'secret'::int::text"));
        router.route("/sleeps").handler(routing -> copyOne(routing, "SELECT pg_sleep(60)::text"));
        router.route("/made").handler(this::made);
        HttpServerOptions options = SocketSettings.applyTo(new HttpServerOptions().setHost("127.0.0.1"));
        HttpServer server = vertx.createHttpServer(options).requestHandler(router);
        port = server.listen(0).await(LIMIT_SECONDS, TimeUnit.SECONDS).actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        exports.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
        database.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
        await().atMost(AT_ONCE).until(() -> connections() == 0);
    }

    private void copy(RoutingContext routing, String query, String... parameters) {
        send(routing, ACME, Role.ADMIN, COLUMNS, query, parameters);
    }

    private void copyOne(RoutingContext routing, String query, String... parameters) {
        send(routing, ACME, Role.ADMIN, List.of(CsvColumn.text("text")), query, parameters);
    }

    private void send(
            RoutingContext routing,
            String organization,
            Role role,
            List<CsvColumn> columns,
            String query,
            String... parameters) {
        exports.send(
                routing,
                caller(organization, role),
                ExportFile.of(UUID.fromString(organization), "Acme", "rows", null, null),
                columns,
                new CopyStatement(query, List.of(parameters)));
    }

    private static Caller caller(String organization, Role role) {
        return new Caller(new Identity(UUID.fromString(MEMBER), UUID.fromString(organization), Instant.MAX), role);
    }

    private void made(RoutingContext routing) {
        Iterator<String[]> rows = IntStream.rangeClosed(1, 100_000)
                .mapToObj(n -> new String[] {
                    Integer.toString(n), "2026-03-01T00:00:00.000Z", null, n == 1 ? "=1" : "", "+4915100" + n
                })
                .iterator();
        ExportFile file = ExportFile.of(UUID.fromString(ACME), null, "made", null, null);
        exports.send(routing, caller(ACME, Role.ADMIN), file, COLUMNS, rows);
    }

    @Test
    void sendsEveryRow() throws Exception {
        HttpResponse<String> answer = get("/rows/1000");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8; header=present");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"botflow-Acme-rows.csv\"");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        List<String> lines = Arrays.asList(answer.body().split("\r\n", -1));
        assertThat(lines).hasSize(1_002).startsWith("n,at,odd,text,phone").endsWith("");
        assertThat(lines.get(1)).isEqualTo("1,2026-03-01T00:00:01.500Z,true,\"Row \"\"1\"\", as told\",+49151001");
        assertThat(lines.get(1_000)).startsWith("1000,2026-03-01T00:16:40.500Z,false,");
        assertCounted("done", 1);
        assertThat(meters.counter("botflow.export.rows", "kind", "rows").count())
                .isEqualTo(1_000);
        assertThat(meters.counter("botflow.export.bytes", "kind", "rows").count())
                .isEqualTo(answer.body().length());
    }

    @Test
    void sendsTheHeaderAlone() throws Exception {
        assertThat(get("/rows/0").body()).isEqualTo("n,at,odd,text,phone\r\n");
    }

    @Test
    void answersHeadWithHeadersAlone() throws Exception {
        HttpResponse<String> answer = http.send(
                request("/fails-at/1")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition")).isPresent();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void showsWhatTheUserMaySee() throws Exception {
        assertThat(get("/organizations").body()).isEqualTo("text\r\n'=Acme\r\n");
        assertThat(get("/viewer").body()).contains(",******001\r\n").doesNotContain("+49");
    }

    @Test
    void passesValuesAsTheyAreAndOnlyReads() throws Exception {
        assertThat(get("/settings").body()).isEqualTo("text\r\n\"'; DROP TABLE bots; --\n\u00e9\ud83d\ude00on\"\r\n");
    }

    @Test
    void sendsRowsOfTheServer() throws Exception {
        String[] lines = get("/made").body().split("\r\n", -1);

        assertThat(lines).hasSize(100_002);
        assertThat(lines[1]).isEqualTo("1,2026-03-01T00:00:00.000Z,,'=1,+49151001");
        assertThat(lines[100_000]).isEqualTo("100000,2026-03-01T00:00:00.000Z,,\"\",+4915100100000");
    }

    @Test
    void compressesForWhoAsks() throws Exception {
        HttpResponse<InputStream> answer = http.send(
                request("/rows/100000").header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofInputStream());

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.headers().firstValue("Vary"))
                .hasValueSatisfying(vary -> assertThat(vary).contains("Accept-Encoding"));
        String plain = get("/rows/100000").body();
        try (InputStream body = new GZIPInputStream(answer.body())) {
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
        }
        assertThat(meters.counter("botflow.export.bytes", "kind", "rows").count())
                .isBetween(plain.length() + 1.0, 1.5 * plain.length());
    }

    @Test
    void needsNoMoreMemoryForMoreRows() throws Exception {
        assertThat(get("/rows/1000").statusCode()).isEqualTo(200);
        long before = heapInUse();
        HttpResponse<InputStream> answer =
                http.send(request("/rows/" + MILLION).build(), HttpResponse.BodyHandlers.ofInputStream());
        long lines = 0;
        long bytes = 0;
        List<Long> used = new ArrayList<>();
        byte[] buffer = new byte[MEGABYTE];
        try (InputStream body = answer.body()) {
            for (int read = body.readNBytes(buffer, 0, MEGABYTE); read > 0; ) {
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                }
                bytes += read;
                if (bytes / MEGABYTE % 16 == 8 && read == MEGABYTE) {
                    // Long enough for what is not held back to gather.
                    vertx.timer(PATIENCE.toMillis() / 2, TimeUnit.MILLISECONDS).await();
                    used.add(heapInUse());
                }
                read = body.readNBytes(buffer, 0, MEGABYTE);
            }
        }

        assertThat(lines).isEqualTo(MILLION + 1);
        assertThat(used).hasSizeGreaterThan(3);
        assertThat(used).allSatisfy(each -> assertThat(each - before).isLessThan(8L * MEGABYTE));
    }

    private static long heapInUse() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void givesUpOnWhoStopsReading() throws Exception {
        try (Socket client = open("/rows/" + MILLION)) {
            client.getInputStream().readNBytes(MEGABYTE);
            await().atMost(PATIENCE.plusSeconds(3)).until(() -> connections() == 0 && active() == 0);

            assertCounted("aborted", 1);
            // What is on its way, and what the buffers of the connection hold.
            assertThat(meters.counter("botflow.export.bytes", "kind", "rows").count())
                    .isLessThan(2.0 * MEGABYTE);
            assertBroken(client);
        }
    }

    @Test
    void goesOnWithWhoReadsSlowly() throws Exception {
        int count = 60_000;
        try (Socket client = open("/rows/" + count)) {
            InputStream in = client.getInputStream();
            byte[] buffer = new byte[16 * 1024];
            long end = System.nanoTime() + PATIENCE.plusSeconds(2).toNanos();
            // Far less than there is, but again and again.
            while (System.nanoTime() < end) {
                int read = in.readNBytes(buffer, 0, buffer.length);
                assertThat(read).isEqualTo(buffer.length);
                vertx.timer(20, TimeUnit.MILLISECONDS).await();
            }
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);

            assertThat(rest).contains("\r\n" + count + ",").endsWith("\r\n0\r\n\r\n");
        }
        assertCounted("done", 1);
    }

    @Test
    void freesTheDatabaseWhenClientsLeave() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (Socket client = open("/rows/" + MILLION)) {
                client.getInputStream().readNBytes(MEGABYTE);
            }
            if (i % 4 == 3) {
                await().atMost(AT_ONCE).until(() -> active() == 0);
            }
        }

        await().atMost(AT_ONCE).until(() -> connections() == 0 && active() == 0);
        assertCounted("aborted", 50);
        assertThat(get("/rows/10").statusCode()).isEqualTo(200);
    }

    @Test
    void cancelsAStatementThatNobodyWaitsFor() throws Exception {
        Socket client = open("/sleeps");
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(() -> sleeping() == 1);

        client.close();

        await().atMost(AT_ONCE).until(() -> connections() == 0 && active() == 0);
        assertCounted("aborted", 1);
    }

    @Test
    void breaksOffWhenTheDatabaseGoes() throws Exception {
        try (Socket client = open("/rows/" + MILLION)) {
            client.getInputStream().readNBytes(MEGABYTE);
            stores.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'botflow-export'");

            assertBroken(client);
        }
        assertCounted("failed", 1);
    }

    @Test
    void breaksOffAtAnErrorInTheMiddle() throws Exception {
        assertThatThrownBy(() -> get("/fails-at/100000")).isInstanceOf(IOException.class);
        try (Socket client = open("/fails-at/100000")) {
            assertThat(assertBroken(client)).isGreaterThan(9 * MEGABYTE);
        }
        assertCounted("failed", 2);
    }

    @Test
    void breaksOffInTheMiddleOfACompressedAnswer() {
        HttpRequest request =
                request("/fails-at/100000").header("Accept-Encoding", "gzip").build();

        assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fails-at/1", "/secret"})
    void answersAnErrorBeforeTheFirstRowWithAProblem(String path) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
        assertCounted("failed", 1);
    }

    @Test
    void boundsWhatRunsAtATime() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_PER_ORGANIZATION; i++) {
                clients.add(open("/sleeps"));
            }
            await().until(() -> active() == MOST_PER_ORGANIZATION);
            assertRefused("/rows/1", 429);
            clients.add(open("/globex/" + MILLION));
            await().until(() -> active() == MOST);
            assertRefused("/globex/1", 503);
            assertCounted("refused", 2);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }

        await().atMost(AT_ONCE).until(() -> active() == 0);
        assertThat(get("/rows/1").statusCode()).isEqualTo(200);
    }

    private void assertRefused(String path, int status) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
    }

    @Test
    void refusesClientsThatCouldNotTellAPartFromTheWhole() throws Exception {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write("GET /rows/1 HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .containsPattern("^HTTP/1.[01] 505 ");
        }
    }

    @Test
    void breaksOffWhenTheServerStops() throws Exception {
        try (Socket client = open("/rows/" + MILLION)) {
            client.getInputStream().readNBytes(MEGABYTE);

            exports.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);

            assertThat(connections()).isZero();
            assertBroken(client);
        }
        assertThat(get("/rows/1").statusCode()).isEqualTo(503);
    }

    @Test
    void saysThatTheDatabaseDoesNotAnswer() throws Exception {
        assertThat(get("/rows/1").statusCode()).isEqualTo(200);
        stores.stopPostgres();
        try {
            HttpResponse<String> answer = get("/rows/1");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(active()).isZero();
        } finally {
            stores.startPostgres();
        }
    }

    /** Reads to the end, which is not the end of an answer; how many bytes there were. */
    private static int assertBroken(Socket client) throws IOException {
        int read = 0;
        byte[] buffer = new byte[MEGABYTE];
        String end = "";
        try {
            for (int n = client.getInputStream().read(buffer);
                    n > 0;
                    n = client.getInputStream().read(buffer)) {
                read += n;
                end += new String(buffer, Math.max(0, n - 8), Math.min(8, n), StandardCharsets.ISO_8859_1);
                end = end.substring(Math.max(0, end.length() - 8));
            }
        } catch (SocketException e) {
            // As broken as it can be.
        }
        assertThat(end).doesNotEndWith("\r\n0\r\n\r\n");
        return read;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(LIMIT_SECONDS));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A client that has asked, and reads no more than its small buffers hold. */
    private Socket open(String path) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(16 * 1024);
        client.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        String request = "GET " + path + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private int active() {
        return (int) meters.get("botflow.exports.active").gauge().value();
    }

    private void assertCounted(String outcome, int count) {
        Counter counter = meters.counter("botflow.exports", "outcome", outcome);
        await().atMost(AT_ONCE).until(() -> (int) counter.count() >= count);
        assertThat(counter.count()).isEqualTo(count);
    }

    private static int connections() throws SQLException {
        return count("application_name = 'botflow-export'");
    }

    private static int sleeping() throws SQLException {
        return count("application_name = 'botflow-export' AND query LIKE '%pg_sleep%'");
    }

    private static int count(String condition) throws SQLException {
        try (Connection superuser =
                        DriverManager.getConnection(stores.settings().jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE " + condition)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
