package io.botflow.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import io.botflow.analytics.api.access.TokenSettings;
import io.botflow.analytics.api.database.DatabaseSettings;
import io.botflow.analytics.api.live.SocketSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSettingsTest {
    private static final String SECRET = "s3cret-0123456789-0123456789-0123456789";
    private static final String CURSOR_SECRET = "another-secret-of-at-least-32-bytes";
    private static final List<String> SOCKET_BOUNDS =
            List.of("MAX_SOCKETS_PER_USER", "MAX_SOCKETS_PER_ORGANIZATION", "MAX_SOCKETS", "MEMBERSHIP_CHECK");

    private static Map<String, String> good() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JWT_ISSUER", "issuer");
        environment.put("JWT_AUDIENCE", "audience");
        environment.put("JWT_SECRET", SECRET);
        environment.put("CURSOR_SECRET", CURSOR_SECRET);
        return environment;
    }

    @Test
    void needOnlyWhatTokensMustSay() {
        ApiSettings settings = ApiSettings.fromEnvironment(good());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.managementPort()).isEqualTo(8090);
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.database())
                .isEqualTo(new DatabaseSettings(
                        "127.0.0.1", 5432, "botflow", DatabaseSettings.Encryption.DISABLE, "botflow_api", null, 8));
        assertThat(settings.tokens())
                .isEqualTo(new TokenSettings("issuer", "audience", new TokenSettings.SharedSecret(SECRET)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT_ISSUER", "JWT_AUDIENCE", "JWT_SECRET"})
    void nameWhatIsMissing(String name) {
        for (String value : new String[] {null, " "}) {
            Map<String, String> environment = good();
            environment.put(name, value);
            environment.values().removeIf(java.util.Objects::isNull);

            assertRefused(environment, name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "API_HOST | ' '",
                "API_PORT | 0",
                "API_PORT | 65536",
                "API_PORT | eighty",
                "API_PORT | 8090",
                "MANAGEMENT_PORT | -1",
                "REDIS_URL | http://127.0.0.1",
                "REDIS_URL | redis://",
                "POSTGRES_URL | mysql://127.0.0.1/botflow",
                "POSTGRES_URL | postgresql:///botflow",
                "POSTGRES_URL | postgresql://user:hidden@127.0.0.1/botflow",
                "POSTGRES_URL | postgresql://127.0.0.1/botflow?user=postgres",
                "POSTGRES_URL | postgresql://127.0.0.1/botflow?sslmode=prefer",
                "POSTGRES_USER | ' '",
                "POSTGRES_POOL_SIZE | 0",
                "POSTGRES_POOL_SIZE | many",
                "JWT_SECRET | 0123456789abcdef0123456789abcde",
                "JWT_ALGORITHM | none",
                "JWT_ALGORITHM | RS256",
                "JWT_JWKS_URL | https://issuer.example/keys",
                "ALLOWED_ORIGINS | *",
                "ALLOWED_ORIGINS | https://a.example,null",
                "ALLOWED_ORIGINS | https://a.example/",
                "MAX_SOCKETS_PER_USER | 0",
                "MAX_SOCKETS_PER_USER | -1",
                "MAX_SOCKETS_PER_USER | 1.5",
                "MAX_SOCKETS_PER_ORGANIZATION | 0",
                "MAX_SOCKETS_PER_ORGANIZATION | many",
                "MAX_SOCKETS | 0",
                "MAX_SOCKETS | 5,000",
                "MAX_SOCKETS | 2147483648",
                "REQUESTS_PER_SECOND | 0",
                "REQUESTS_PER_SECOND | 1000001",
                "REQUESTS_PER_SECOND | fast",
                "CURSOR_SECRET | these-are-only-31-bytes-of-text",
                "MAX_EXPORTS_PER_ORGANIZATION | 0",
                "MAX_EXPORTS | many",
                "MEMBERSHIP_CHECK | PT0.999S",
                "MEMBERSHIP_CHECK | PT0S",
                "MEMBERSHIP_CHECK | PT-1M",
                "MEMBERSHIP_CHECK | 60",
                "MEMBERSHIP_CHECK | 1m",
            })
    void nameWhatIsWrong(String name, String value) {
        Map<String, String> environment = good();
        environment.put(name, value);

        assertRefused(environment, name);
    }

    @ParameterizedTest
    @CsvSource({
        "http://issuer.example/keys,,JWT_JWKS_URL",
        "file:///etc/passwd,,JWT_JWKS_URL",
        "https:keys,,JWT_JWKS_URL",
        "not a url,,JWT_JWKS_URL",
        "http://localhost.evil.example/keys,,JWT_JWKS_URL",
        "https://issuer.example/keys,HS256,JWT_ALGORITHM",
        "https://issuer.example/keys,none,JWT_ALGORITHM",
    })
    void nameWhatIsWrongWithKeys(String url, String algorithm, String name) {
        Map<String, String> environment = good();
        environment.remove("JWT_SECRET");
        environment.put("JWT_JWKS_URL", url);
        if (algorithm != null) {
            environment.put("JWT_ALGORITHM", algorithm);
        }

        assertRefused(environment, name);
    }

    @ParameterizedTest
    @CsvSource({"https://issuer.example/keys,,RS256", "http://127.0.0.1:9/keys,ES256,ES256"})
    void takeKeysFromAnEndpoint(String url, String algorithm, String expected) {
        Map<String, String> environment = good();
        environment.remove("JWT_SECRET");
        environment.put("JWT_JWKS_URL", url);
        if (algorithm != null) {
            environment.put("JWT_ALGORITHM", algorithm);
        }

        TokenSettings.SigningKey key =
                ApiSettings.fromEnvironment(environment).tokens().key();
        assertThat(key)
                .isInstanceOfSatisfying(
                        TokenSettings.JwksEndpoint.class,
                        endpoint -> assertThat(endpoint.algorithm()).isEqualTo(JWSAlgorithm.parse(expected)));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://db.example,db.example,5432,botflow,DISABLE",
        "postgres://db.example:6000/other,db.example,6000,other,DISABLE",
        "jdbc:postgresql://db.example:6000/other?sslmode=require,db.example,6000,other,REQUIRE",
        "postgresql://db.example/?sslmode=verify-full,db.example,5432,botflow,VERIFY_FULL",
    })
    void readTheAddressOfTheDatabase(
            String url, String host, int port, String database, DatabaseSettings.Encryption encryption) {
        Map<String, String> environment = good();
        environment.put("POSTGRES_URL", url);

        assertThat(ApiSettings.fromEnvironment(environment).database())
                .isEqualTo(new DatabaseSettings(host, port, database, encryption, "botflow_api", null, 8));
    }

    @Test
    void readOrigins() {
        Map<String, String> environment = good();
        environment.put("ALLOWED_ORIGINS", "https://A.example, http://b.example:3000,");

        assertThat(ApiSettings.fromEnvironment(environment).allowedOrigins())
                .containsExactlyInAnyOrder("https://a.example", "http://b.example:3000");
    }

    @Test
    void boundSocketsByDefault() {
        SocketSettings sockets = ApiSettings.fromEnvironment(good()).sockets();

        assertThat(sockets).isEqualTo(new SocketSettings(100, 5_000, 20_000, Duration.ofMinutes(1)));
    }

    @Test
    void readTheBoundsOfSockets() {
        Map<String, String> environment = good();
        environment.put("MAX_SOCKETS_PER_USER", "1");
        environment.put("MAX_SOCKETS_PER_ORGANIZATION", " 2 ");
        environment.put("MAX_SOCKETS", "3");
        environment.put("MEMBERSHIP_CHECK", " PT1S ");

        assertThat(ApiSettings.fromEnvironment(environment).sockets())
                .isEqualTo(new SocketSettings(1, 2, 3, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void takeEmptyBoundsForUnset(String value) {
        Map<String, String> environment = good();
        for (String name : SOCKET_BOUNDS) {
            environment.put(name, value);
        }

        assertThat(ApiSettings.fromEnvironment(environment)).isEqualTo(ApiSettings.fromEnvironment(good()));
    }

    @Test
    void boundTheRateOfRequests() {
        assertThat(ApiSettings.fromEnvironment(good()).requestsPerSecond()).isEqualTo(100);

        Map<String, String> environment = good();
        environment.put("REQUESTS_PER_SECOND", "7");
        assertThat(ApiSettings.fromEnvironment(environment).requestsPerSecond()).isEqualTo(7);
    }

    @Test
    void makeASecretForCursorsIfNoneIsGiven() {
        Map<String, String> environment = good();
        environment.remove("CURSOR_SECRET");

        String made = ApiSettings.fromEnvironment(environment).cursorSecret();

        assertThat(made).hasSizeGreaterThanOrEqualTo(64);
        assertThat(ApiSettings.fromEnvironment(environment).cursorSecret()).isNotEqualTo(made);
        assertThat(ApiSettings.fromEnvironment(good()).cursorSecret()).isEqualTo(CURSOR_SECRET);
    }

    @Test
    void showNoSecrets() {
        Map<String, String> environment = good();
        environment.put("POSTGRES_PASSWORD", "hidden-of-postgres");
        environment.put("REDIS_URL", "redis://user:hidden-of-redis@redis.example:6379");

        assertThat(ApiSettings.fromEnvironment(environment).toString())
                .contains("redis.example", "botflow_api", "issuer")
                .doesNotContain("hidden")
                .doesNotContain(SECRET)
                .doesNotContain(CURSOR_SECRET);
    }

    private static void assertRefused(Map<String, String> environment, String name) {
        assertThatThrownBy(() -> ApiSettings.fromEnvironment(environment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("hidden")
                .hasMessageNotContaining("\n");
    }
}
