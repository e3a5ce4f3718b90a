package io.botflow.analytics.local.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.botflow.analytics.local.ServedApi;
import io.botflow.analytics.local.StackServer;
import io.botflow.analytics.local.StackSettings;
import io.botflow.analytics.local.organizations.Organization;
import io.botflow.analytics.local.organizations.Role;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.token.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Does to the stack what the browser tests ask for over HTTP; one request at a time. */
final class ControlServer {
    private static final int OK = 200;
    private static final int FAILED = 500;
    private static final int UNKNOWN = 404;
    private static final String NOTHING = "";
    private static final long LIMIT_SECONDS = 60;

    private final StackSettings settings;
    private final ServedApi api;
    private final RecordedHistory history;
    private final Tokens tokens;
    private final Set<StackServer> paused = new HashSet<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final HttpServer server;
    private LiveDialogues traffic;

    private ControlServer(StackSettings settings, ServedApi api, RecordedHistory history) throws IOException {
        this.settings = settings;
        this.api = api;
        this.history = history;
        this.tokens = new Tokens(settings, Clock.systemUTC());
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    static ControlServer start(StackSettings settings, ServedApi api, RecordedHistory history) throws IOException {
        ControlServer control = new ControlServer(settings, api, history);
        control.server.setExecutor(control.executor);
        control.server.createContext("/", control::handle);
        control.server.start();
        return control;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String what =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            try {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String answer = answer(what, query(exchange.getRequestURI().getQuery()), body);
                send(exchange, answer == null ? UNKNOWN : OK, answer == null ? "nothing at " + what : answer);
            } catch (Exception e) {
                send(exchange, FAILED, e.toString());
            }
        }
    }

    /** Null for what is not known. */
    private String answer(String what, Map<String, String> query, String body) throws Exception {
        switch (what) {
            case "POST /api/stop" -> api.stop();
            case "POST /api/start" -> api.start();
            case "POST /redis/pause" -> pause(StackServer.redis());
            case "POST /redis/resume" -> resume(StackServer.redis());
            case "POST /postgres/pause" -> pause(StackServer.postgres());
            case "POST /postgres/resume" -> resume(StackServer.postgres());
            case "POST /traffic" ->
                startTraffic(
                        Double.parseDouble(query.get("rate")),
                        Duration.ofSeconds(Long.parseLong(query.get("seconds"))));
            case "DELETE /traffic" -> {
                return new JsonObject().put("sent", stopTraffic()).encode();
            }
            case "POST /sql" -> {
                return rows(body);
            }
            case "POST /token" -> {
                return token(query);
            }
            case "POST /tidy" -> tidy();
            default -> {
                return null;
            }
        }
        return NOTHING;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        if (text != null) {
            for (String one : text.split("&", -1)) {
                int equals = one.indexOf('=');
                query.put(one.substring(0, equals), one.substring(equals + 1));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void pause(StackServer server) throws IOException, InterruptedException {
        server.freeze();
        paused.add(server);
    }

    private void resume(StackServer server) throws IOException, InterruptedException {
        server.thaw();
        paused.remove(server);
    }

    private void startTraffic(double eventsPerSecond, Duration length) throws InterruptedException {
        stopTraffic();
        traffic = LiveDialogues.start(settings.bootstrapServers(), history.dialogues(), eventsPerSecond, length);
    }

    private long stopTraffic() throws InterruptedException {
        if (traffic == null) {
            return 0;
        }
        traffic.stop();
        long sent = traffic.sent();
        traffic = null;
        return sent;
    }

    /** As JSON, which PostgreSQL writes, so that numbers are numbers. */
    private String rows(String select) throws SQLException {
        try (Connection superuser = DriverManager.getConnection(settings.jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = superuser.createStatement()) {
            superuser.setReadOnly(true);
            superuser.setAutoCommit(false);
            try (ResultSet found =
                    statement.executeQuery("SELECT coalesce(json_agg(r), '[]') FROM (" + select + ") AS r")) {
                found.next();
                return found.getString(1);
            }
        }
    }

    private String token(Map<String, String> query) {
        Organization organization = query.containsKey("organization")
                ? Organization.unnamed(UUID.fromString(query.get("organization")))
                : history.organization();
        Role role = Role.valueOf(query.getOrDefault("role", Role.ADMIN.text()).toUpperCase(Locale.ROOT));
        Duration lifetime = query.containsKey("expires")
                ? Duration.ofSeconds(Long.parseLong(query.get("expires")))
                : Tokens.LIFETIME;
        return tokens.sign(organization.member(role), organization.id(), lifetime);
    }

    /** Lets everything run again as it did in the beginning. */
    private void tidy() throws Exception {
        stopTraffic();
        for (StackServer server : Set.copyOf(paused)) {
            resume(server);
        }
        api.start();
    }

    /** Takes no more requests, and leaves everything running as it was. */
    void stop() throws Exception {
        server.stop(0);
        executor.shutdown();
        executor.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS);
        tidy();
    }
}
