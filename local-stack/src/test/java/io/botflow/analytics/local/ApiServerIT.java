package io.botflow.analytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.botflow.analytics.api.ApiSettings;
import io.botflow.analytics.api.database.DatabaseSettings;
import io.botflow.analytics.local.server.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping the API server, and what it does while Redis or PostgreSQL is away. */
class ApiServerIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ORGANIZATION = "a0000000-0000-0000-0000-000000000001";
    private static final String MEMBER = "10000000-0000-0000-0000-000000000001";
    private static final String REALTIME = "/api/analytics/realtime";

    @TempDir
    private Path directory;

    private RunningApi api;

    @BeforeEach
    void prepare() throws Exception {
        api = RunningApi.prepare(directory);
        api.sql(
                "INSERT INTO organizations (id, name) VALUES ('%s', 'acme')".formatted(ORGANIZATION),
                "INSERT INTO organization_members VALUES ('%s', '%s', 'admin')".formatted(ORGANIZATION, MEMBER));
    }

    @AfterEach
    void close() throws Exception {
        api.close();
    }

    private int realtime() throws Exception {
        return api.get(REALTIME, api.token(MEMBER, ORGANIZATION)).statusCode();
    }

    @Test
    void recoversWhenRedisAndPostgresAreBack() throws Exception {
        api.startServer(api.settings().api());
        assertThat(api.management("/health/live").statusCode()).isEqualTo(200);
        assertThat(api.management("/health/ready").statusCode()).isEqualTo(200);
        assertThat(api.management("/nothing").headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(realtime()).isEqualTo(200);

        api.stopRedis();
        assertUnavailable("Redis does not answer");
        api.startRedis();
        assertBack();

        api.stopPostgres();
        assertUnavailable("PostgreSQL does not answer");
        api.startPostgres();
        assertBack();
    }

    private void assertUnavailable(String detail) throws Exception {
        HttpResponse<String> answer = api.get(REALTIME, api.token(MEMBER, ORGANIZATION));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains(detail);
        HttpResponse<String> unready = api.management("/health/ready");
        assertThat(unready.statusCode()).isEqualTo(503);
        assertThat(unready.body()).contains(detail);
        assertThat(api.management("/health/live").statusCode()).isEqualTo(200);
    }

    private void assertBack() {
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(api.management("/health/ready").statusCode()).isEqualTo(200);
            assertThat(realtime()).isEqualTo(200);
        });
    }

    @Test
    void startsBeforeTheDatabase() throws Exception {
        api.stopPostgres();
        api.startServer(api.settings().api());
        assertUnavailable("PostgreSQL does not answer");

        api.startPostgres();
        assertBack();
    }

    @Test
    void refusesADatabaseWithoutRowSecurity() throws Exception {
        assertRefused(as(PostgresServer.SUPERUSER, null), "postgres bypasses row level security");
        api.sql("CREATE ROLE passing LOGIN BYPASSRLS");
        api.sql("CREATE ROLE heir LOGIN IN ROLE passing", "GRANT CONNECT ON DATABASE botflow TO heir");
        assertRefused(as("heir", null), "heir bypasses row level security");
        api.sql("ALTER TABLE messages NO FORCE ROW LEVEL SECURITY", "ALTER TABLE bots DISABLE ROW LEVEL SECURITY");
        assertRefused(api.settings().api(), "bots, messages");
        api.sql("ALTER TABLE messages FORCE ROW LEVEL SECURITY", "ALTER TABLE bots ENABLE ROW LEVEL SECURITY");
        api.startServer(api.settings().api());
    }

    @Test
    void readsNothingOnceRowSecurityIsGone() throws Exception {
        api.startServer(api.settings().api());
        assertThat(realtime()).isEqualTo(200);
        api.sql("ALTER TABLE bots NO FORCE ROW LEVEL SECURITY");

        assertThat(api.management("/health/ready").statusCode()).isEqualTo(503);
        assertThat(realtime()).isEqualTo(503);

        api.sql("ALTER TABLE bots FORCE ROW LEVEL SECURITY");
        assertBack();
    }

    @Test
    void logsInWithAPassword() throws Exception {
        api.sql(
                "ALTER ROLE botflow_api PASSWORD 'right'",
                "COPY (VALUES ('host all postgres all trust'), ('host all all all scram-sha-256')) TO '"
                        + directory.resolve("postgres/data/pg_hba.conf") + "'",
                "SELECT pg_reload_conf()");
        api.startServer(as("botflow_api", "wrong"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(realtime()).isEqualTo(503));
        api.stopServer();

        api.startServer(as("botflow_api", "right"));
        assertThat(realtime()).isEqualTo(200);
    }

    @Test
    void leavesNothingBehindWhenAPortIsTaken() throws Exception {
        try (ServerSocket taken =
                new ServerSocket(api.settings().ports().management(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            assertRefused(api.settings().api(), "in use");
        }
        api.startServer(api.settings().api());
        assertThat(realtime()).isEqualTo(200);
    }

    @Test
    void letsRequestsEndBeforeItStops() throws Exception {
        api.startServer(api.settings().api());
        assertThat(realtime()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> answer;
        CompletableFuture<Void> stopped;
        try (Connection holding = DriverManager.getConnection(api.settings().jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("LOCK TABLE organization_members IN ACCESS EXCLUSIVE MODE");
            answer = api.getLater(REALTIME, api.token(MEMBER, ORGANIZATION));
            await().atMost(LIMIT).until(() -> {
                try (ResultSet waiting = statement.executeQuery("SELECT 1 FROM pg_locks WHERE NOT granted")) {
                    return waiting.next();
                }
            });
            stopped = api.stopServerLater();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThatThrownBy(this::connect).hasMessageContaining("refused"));
            assertThat(answer).isNotDone();
            holding.rollback();
        }
        assertThat(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stopped.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void connect() throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), api.settings().ports().api()).close();
    }

    private void assertRefused(ApiSettings settings, String message) throws Exception {
        assertThatThrownBy(() -> api.startServer(settings)).hasMessageContaining(message);
        assertThatThrownBy(this::connect).hasMessageContaining("refused");
        api.stopServer();
    }

    private ApiSettings as(String user, String password) {
        ApiSettings settings = api.settings().api();
        DatabaseSettings database = settings.database();
        return new ApiSettings(
                settings.host(),
                settings.port(),
                settings.managementPort(),
                settings.redisUrl(),
                new DatabaseSettings(
                        database.host(),
                        database.port(),
                        database.database(),
                        database.encryption(),
                        user,
                        password,
                        2),
                settings.tokens(),
                Set.of(),
                settings.sockets(),
                settings.exports(),
                settings.cursorSecret(),
                settings.requestsPerSecond());
    }
}
