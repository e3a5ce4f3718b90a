package io.botflow.analytics.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of HS256, and everything that is refused whatever the algorithm. */
class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2025-03-14T10:00:00Z");
    private static final TokenSettings SETTINGS = new TokenSettings(
            TestTokens.ISSUER, TestTokens.AUDIENCE, new TokenSettings.SharedSecret(TestTokens.SECRET));

    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static Identity verify(String token) throws Exception {
        return TokenVerifier.create(vertx, SETTINGS, new SettableClock(NOW), new SimpleMeterRegistry())
                .verify(token)
                .await(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhoSentTheToken() throws Exception {
        assertThat(verify(TestTokens.with(NOW, claims -> {})))
                .isEqualTo(new Identity(TestTokens.USER, TestTokens.ORGANIZATION, NOW.plusSeconds(3_600)));
    }

    static Stream<Arguments> good() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("expires in a second", TestTokens.with(NOW, claims -> claims.expirationTime(at(1))));
        tokens.put("valid from now on", TestTokens.with(NOW, claims -> claims.notBeforeTime(at(0))));
        tokens.put(
                "one of several audiences",
                TestTokens.with(NOW, claims -> claims.audience(List.of("other", TestTokens.AUDIENCE))));
        tokens.put(
                "upper-case ids",
                TestTokens.with(
                        NOW,
                        claims -> claims.subject(TestTokens.USER.toString().toUpperCase(Locale.ROOT))
                                .claim(
                                        "organization_id",
                                        TestTokens.ORGANIZATION.toString().toUpperCase(Locale.ROOT))));
        tokens.put("typ JWT", signed(new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT)));
        tokens.put(
                "a key id, which HS256 has no use for", signed(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k")));
        return arguments(tokens);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void good(String name, String token) throws Exception {
        Identity identity = verify(token);

        assertThat(identity.userId()).isEqualTo(TestTokens.USER);
        assertThat(identity.organizationId()).isEqualTo(TestTokens.ORGANIZATION);
    }

    static Stream<Arguments> bad() throws Exception {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("nothing", "");
        tokens.put("garbage", "garbage");
        tokens.put("three words", "a.b.c");
        tokens.put("10 KB", "x".repeat(10_240));
        tokens.put("longer than allowed", TestTokens.with(NOW, claims -> claims.claim("pad", "x".repeat(4_096))));
        String payload = TestTokens.claims(NOW).build().toString();
        tokens.put("none, 2 segments", TestTokens.base64("{\"alg\":\"none\"}") + "." + TestTokens.base64(payload));
        tokens.put(
                "none, 3 segments", TestTokens.base64("{\"alg\":\"none\"}") + "." + TestTokens.base64(payload) + ".");
        tokens.put("none, signed", TestTokens.ofJson("{\"alg\":\"none\"}", payload));
        tokens.put("no algorithm", TestTokens.ofJson("{}", payload));
        String good = TestTokens.with(NOW, claims -> {});
        tokens.put("signature cut off", good.substring(0, good.lastIndexOf('.')));
        tokens.put("empty signature", good.substring(0, good.lastIndexOf('.') + 1));
        tokens.put("a line break after", good + "\n");
        tokens.put(
                "another secret",
                TestTokens.signed(
                        new JWSHeader(JWSAlgorithm.HS256),
                        TestTokens.claims(NOW).build(),
                        TestTokens.secret("fedcba9876543210fedcba9876543210")));
        tokens.put(
                "another algorithm",
                TestTokens.signed(
                        new JWSHeader(JWSAlgorithm.HS384),
                        TestTokens.claims(NOW).build(),
                        TestTokens.secret(TestTokens.SECRET + TestTokens.SECRET)));
        tokens.put("payload of another token", swapPayload(good));
        tokens.put("critical header", TestTokens.ofJson("{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"exp\":1}", payload));
        tokens.put(
                "its own key", TestTokens.ofJson("{\"alg\":\"HS256\",\"jku\":\"https://evil.example/keys\"}", payload));
        tokens.put(
                "another type", signed(new JWSHeader.Builder(JWSAlgorithm.HS256).type(new JOSEObjectType("dpop+jwt"))));
        tokens.put(
                "certificate",
                signed(new JWSHeader.Builder(JWSAlgorithm.HS256).x509CertURL(URI.create("https://evil.example/"))));
        tokens.put("no exp", change(claims -> claims.expirationTime(null)));
        tokens.put("exp is now", change(claims -> claims.expirationTime(at(0))));
        tokens.put("exp has passed", change(claims -> claims.expirationTime(at(-1))));
        tokens.put("exp is text", payload("\"exp\":\"never\""));
        tokens.put("exp is null", payload("\"exp\":null"));
        tokens.put("not yet valid", change(claims -> claims.notBeforeTime(at(1))));
        tokens.put("no iss", change(claims -> claims.issuer(null)));
        tokens.put("another iss", change(claims -> claims.issuer(TestTokens.ISSUER + "/")));
        tokens.put("iss is a list", change(claims -> claims.claim("iss", List.of(TestTokens.ISSUER))));
        tokens.put("no aud", change(claims -> claims.audience((String) null)));
        tokens.put("another aud", change(claims -> claims.audience("other")));
        for (String name : List.of("sub", "organization_id")) {
            tokens.put("no " + name, change(claims -> claims.claim(name, null)));
            tokens.put(name + " is a list", change(claims -> claims.claim(name, List.of(TestTokens.USER.toString()))));
            tokens.put(name + " is an object", change(claims -> claims.claim(name, Map.of("id", "x"))));
            tokens.put(name + " is a number", change(claims -> claims.claim(name, 1)));
            tokens.put(name + " is no UUID", change(claims -> claims.claim(name, "1-1-1-1-1")));
            tokens.put(name + " has a space", change(claims -> claims.claim(name, TestTokens.USER + " ")));
        }
        return arguments(tokens);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void bad(String name, String token) {
        assertThatThrownBy(() -> verify(token))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        e -> assertThat(e.reason()).isEqualTo(AccessDeniedException.Reason.NOT_AUTHENTICATED))
                .hasMessage("NOT_AUTHENTICATED");
    }

    @Test
    void countsWhyTokensAreRefused() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TokenVerifier verifier = TokenVerifier.create(vertx, SETTINGS, new SettableClock(NOW), meters);
        Set<String> tokens = Set.of("garbage", change(claims -> claims.issuer("other")), "x".repeat(5_000));

        tokens.forEach(verifier::verify);

        for (Refusal refusal : List.of(Refusal.MALFORMED, Refusal.ISSUER, Refusal.TOO_LONG)) {
            assertThat(meters.counter("botflow.tokens.refused", "reason", refusal.name())
                            .count())
                    .isEqualTo(1);
        }
    }

    private static Stream<Arguments> arguments(Map<String, String> tokens) {
        return tokens.entrySet().stream().map(token -> Arguments.of(token.getKey(), token.getValue()));
    }

    private static Date at(int seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String change(java.util.function.Consumer<JWTClaimsSet.Builder> change) {
        return TestTokens.with(NOW, change);
    }

    private static String signed(JWSHeader.Builder header) {
        return TestTokens.signed(header.build(), TestTokens.claims(NOW).build(), TestTokens.secret(TestTokens.SECRET));
    }

    /** The payload of a good token but for one claim. */
    private static String payload(String claim) {
        String json = TestTokens.claims(NOW).expirationTime(null).build().toString();
        return TestTokens.ofJson("{\"alg\":\"HS256\"}", json.substring(0, json.length() - 1) + "," + claim + "}");
    }

    private static String swapPayload(String token) {
        String[] parts = token.split("\\.", -1);
        String other = change(claims -> claims.claim("organization_id", TestTokens.USER.toString()));
        return parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2];
    }
}
