package io.botflow.analytics.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.botflow.analytics.api.ApiServer;
import io.botflow.analytics.api.ApiSettings;
import io.botflow.analytics.local.server.Port;
import io.botflow.analytics.local.server.PostgresServer;
import io.botflow.analytics.local.server.RedisServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

/** The API server beside a real Redis and a real PostgreSQL with all migrations, each of which can be stopped. */
final class RunningApi implements AutoCloseable {
    private static final int PORTS = 6;
    private static final long LIMIT_SECONDS = 30;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final StackSettings settings;
    private final Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private Vertx vertx;
    private RedisServer redis;
    private PostgresServer postgres;

    private RunningApi(StackSettings settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
    }

    /** Redis and PostgreSQL, to which a server is still to come. */
    static RunningApi prepare(Path directory) {
        int[] free = IntStream.generate(() -> Port.resolve(Port.ANY))
                .distinct()
                .limit(PORTS)
                .toArray();
        Ports ports = new Ports(free[0], free[1], free[2], free[3], free[4], free[5]);
        RunningApi running =
                new RunningApi(new StackSettings(ports, "test-issuer", "test-audience", SECRET), directory);
        running.startRedis();
        running.startPostgres();
        Migrations.run(running.settings);
        return running;
    }

    static RunningApi start(Path directory) throws Exception {
        RunningApi running = prepare(directory);
        running.startServer(running.settings.api());
        return running;
    }

    StackSettings settings() {
        return settings;
    }

    void startServer(ApiSettings apiSettings) throws Exception {
        vertx = Vertx.vertx();
        vertx.deployVerticle(new ApiServer(apiSettings, Clock.systemUTC())).await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    void stopServer() throws TimeoutException {
        vertx.close().await(LIMIT_SECONDS, TimeUnit.SECONDS);
        vertx = null;
    }

    CompletableFuture<Void> stopServerLater() {
        Vertx stopping = vertx;
        vertx = null;
        return stopping.close().toCompletionStage().toCompletableFuture();
    }

    void startRedis() {
        redis = RedisServer.start(directory.resolve("redis"), settings.ports().redis());
    }

    void stopRedis() {
        redis.close();
        redis = null;
    }

    void startPostgres() {
        postgres = PostgresServer.start(
                directory.resolve("postgres"), settings.ports().postgres());
    }

    void stopPostgres() {
        postgres.close();
        postgres = null;
    }

    /** Runs SQL as the superuser. */
    void sql(String... statements) throws SQLException {
        try (Connection superuser = DriverManager.getConnection(settings.jdbcUrl(PostgresServer.SUPERUSER));
                Statement statement = superuser.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** Works with Redis directly. */
    void redis(Consumer<Jedis> work) {
        try (Jedis jedis = new Jedis("127.0.0.1", settings.ports().redis())) {
            work.accept(jedis);
        }
    }

    /** A good token. */
    String token(String user, String organization) {
        return token(user, organization, claims -> {});
    }

    String token(String user, String organization, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(settings.jwtIssuer())
                .audience(settings.jwtAudience())
                .subject(user)
                .claim("organization_id", organization)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
        change.accept(claims);
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
            jwt.sign(new MACSigner(SECRET));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + settings.ports().api() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(LIMIT_SECONDS));
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return send(request(path).header("Authorization", "Bearer " + token));
    }

    CompletableFuture<HttpResponse<String>> getLater(String path, String token) {
        return http.sendAsync(
                request(path).header("Authorization", "Bearer " + token).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + settings.ports().management() + path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws TimeoutException {
        if (vertx != null) {
            stopServer();
        }
        if (redis != null) {
            stopRedis();
        }
        if (postgres != null) {
            stopPostgres();
        }
    }
}
