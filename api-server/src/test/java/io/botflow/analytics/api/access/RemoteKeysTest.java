package io.botflow.analytics.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.opts.AllowWeakRSAKey;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.botflow.analytics.api.problem.UnavailableException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that are verified with the keys of an endpoint. */
class RemoteKeysTest {
    private static final Instant START = Instant.parse("2025-03-14T10:00:00Z");

    private static Vertx vertx;
    private static RSAKey first;
    private static RSAKey second;

    private final SettableClock clock = new SettableClock(START);
    private JwksServer issuer;
    private TokenVerifier verifier;

    @BeforeAll
    static void makeKeys() throws JOSEException {
        vertx = Vertx.vertx();
        first = rsa("first");
        second = rsa("second");
    }

    private static RSAKey rsa(String keyId) throws JOSEException {
        return new RSAKeyGenerator(2_048).keyID(keyId).keyUse(KeyUse.SIGNATURE).generate();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @BeforeEach
    void startIssuer() throws Exception {
        issuer = new JwksServer();
        issuer.publish(first);
        verifier = verifier(JWSAlgorithm.RS256);
    }

    private TokenVerifier verifier(JWSAlgorithm algorithm) {
        TokenSettings settings = new TokenSettings(
                TestTokens.ISSUER, TestTokens.AUDIENCE, new TokenSettings.JwksEndpoint(issuer.url(), algorithm));
        return TokenVerifier.create(vertx, settings, clock, new SimpleMeterRegistry());
    }

    @AfterEach
    void stopIssuer() {
        issuer.close();
    }

    private String token(RSAKey key) throws JOSEException {
        return token(key, key.getKeyID());
    }

    private String token(RSAKey key, String keyId) throws JOSEException {
        return TestTokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(),
                TestTokens.claims(clock.instant()).build(),
                new RSASSASigner(key));
    }

    private Identity verify(String token) throws Exception {
        return verifier.verify(token).await(30, TimeUnit.SECONDS);
    }

    private void assertGood(RSAKey key) throws Exception {
        assertThat(verify(token(key)).userId()).isEqualTo(TestTokens.USER);
    }

    private static void assertRefused(ThrowingCallable verifying) {
        assertThatThrownBy(verifying).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void fetchesOnceForMany() throws Exception {
        List<Future<Identity>> verifications = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            verifications.add(verifier.verify(token(first)));
        }
        Future.all(verifications).await(30, TimeUnit.SECONDS);

        assertThat(issuer.requests()).isEqualTo(1);
    }

    @Test
    void followsRotation() throws Exception {
        assertGood(first);
        issuer.publish(first, second);

        assertGood(second);
        assertGood(first);
        assertThat(issuer.requests()).isEqualTo(2);

        issuer.publish(second);
        clock.advance(RemoteKeys.FRESH);
        assertRefused(() -> verify(token(first)));
        assertGood(second);
        assertThat(issuer.requests()).isEqualTo(3);
    }

    @Test
    void madeUpKeyIdsDoNotFloodTheIssuer() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        assertGood(first);

        for (int i = 0; i < 1_000; i++) {
            String token = token(first, new UUID(random.nextLong(), random.nextLong()).toString());
            assertRefused(() -> verify(token));
        }

        assertThat(issuer.requests()).as("seed %s", seed).isEqualTo(2);
        assertGood(first);
        clock.advance(RemoteKeys.BETWEEN_UNKNOWN);
        assertRefused(() -> verify(token(first, "unknown")));
        assertThat(issuer.requests()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "garbage", "{}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "[]"})
    void keepsGoodKeysWhenTheEndpointAnswersGarbage(String garbage) throws Exception {
        assertGood(first);
        issuer.answer(200, garbage);
        clock.advance(RemoteKeys.FRESH);

        assertGood(first);
        assertGood(first);
        assertThat(issuer.requests()).isEqualTo(2);

        issuer.publish(second);
        clock.advance(RemoteKeys.BETWEEN_FAILURES);
        assertGood(second);
    }

    @Test
    void keepsGoodKeysWhenTheEndpointIsDown() throws Exception {
        assertGood(first);
        issuer.answer(500, "no");
        clock.advance(RemoteKeys.FRESH);
        assertGood(first);
        issuer.close();
        clock.advance(Duration.ofDays(1));

        assertGood(first);
        assertRefused(() -> verify(token(second)));
    }

    @Test
    void nobodyCanTellWithoutAnyKeys() throws Exception {
        issuer.answer(503, "later");

        assertThatThrownBy(() -> verify(token(first))).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> verify(token(first))).isInstanceOf(UnavailableException.class);
        assertThat(issuer.requests()).isEqualTo(1);

        issuer.publish(first);
        clock.advance(RemoteKeys.BETWEEN_FIRST_FAILURES);
        assertGood(first);
    }

    @Test
    void refusesEndlessAnswers() throws Exception {
        issuer.answer(200, "{\"keys\":[]}" + " ".repeat(1_000_000));

        assertThatThrownBy(() -> verify(token(first))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void refusesThePublicKeyAsASecret() throws Exception {
        assertGood(first);
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + java.util.Base64.getMimeEncoder()
                                .encodeToString(first.toRSAPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (byte[] secret : List.of(pem, first.toRSAPublicKey().getEncoded())) {
            String token = TestTokens.signed(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(),
                    TestTokens.claims(START).build(),
                    TestTokens.secret(secret));
            assertRefused(() -> verify(token));
        }
    }

    @Test
    void refusesOtherKeys() throws Exception {
        String otherKey = token(second, "first");
        assertRefused(() -> verify(otherKey));
        String embedded = TestTokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("first")
                        .jwk(second.toPublicJWK())
                        .build(),
                TestTokens.claims(START).build(),
                new RSASSASigner(second));
        assertRefused(() -> verify(embedded));
        String otherAlgorithm = TestTokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.RS512).keyID("first").build(),
                TestTokens.claims(START).build(),
                new RSASSASigner(first));
        assertRefused(() -> verify(otherAlgorithm));
    }

    @Test
    void takesTokensWithoutKeyId() throws Exception {
        issuer.publish(first, second);

        assertThat(verify(token(second, null)).userId()).isEqualTo(TestTokens.USER);
    }

    @Test
    void refusesShortKeys() throws Exception {
        RSAKey weak = new RSAKeyGenerator(1_024, true).keyID("weak").generate();
        issuer.publish(first, weak);

        String token = TestTokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("weak").build(),
                TestTokens.claims(START).build(),
                new RSASSASigner(weak.toPrivateKey(), Set.of(AllowWeakRSAKey.getInstance())));
        assertRefused(() -> verify(token));
    }

    @Test
    void verifiesEs256() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
        issuer.publish(first, key);
        verifier = verifier(JWSAlgorithm.ES256);
        String token = TestTokens.signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("curve").build(),
                TestTokens.claims(START).build(),
                new ECDSASigner(key));

        assertThat(verify(token).organizationId()).isEqualTo(TestTokens.ORGANIZATION);
        assertRefused(() -> verify(token(first)));
    }
}
