package io.botflow.analytics.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.botflow.analytics.api.problem.UnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys that an issuer publishes. They are fetched anew when they have become old and when a token names one
 * that is not among them, seldom enough that made-up names cannot be used to flood the issuer. As long as they cannot be
 * fetched, the last good ones stay.
 */
final class RemoteKeys implements VerificationKeys {
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration BETWEEN_UNKNOWN = Duration.ofMinutes(1);
    static final Duration BETWEEN_FAILURES = Duration.ofMinutes(1);
    static final Duration BETWEEN_FIRST_FAILURES = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 2_000;
    private static final int LARGEST_BYTES = 256 * 1024;
    private static final int MOST_KEYS = 100;
    private static final int SMALLEST_RSA_BITS = 2_048;

    private final Vertx vertx;
    private final Clock clock;
    private final JWSAlgorithm algorithm;
    private final URL url;
    private final DefaultResourceRetriever retriever =
            new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST_BYTES);

    private JWKSet held;
    private Instant heldSince = Instant.MIN;
    private Instant lastFailure = Instant.MIN;
    private Instant lastUnknown = Instant.MIN;
    /** Null when nothing is being fetched. */
    private Future<Void> fetching;

    RemoteKeys(Vertx vertx, TokenSettings.JwksEndpoint endpoint, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.algorithm = endpoint.algorithm();
        try {
            this.url = endpoint.url().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("JWT_JWKS_URL is not a URL", e);
        }
    }

    @Override
    public JWSAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public synchronized Future<List<JWSVerifier>> candidates(JWSHeader header) {
        Instant now = clock.instant();
        List<JWK> matching = matching(header);
        boolean isOld = held == null || !now.isBefore(heldSince.plus(FRESH));
        if (!matching.isEmpty() && !isOld) {
            return Future.succeededFuture(verifiers(matching));
        }
        if (fetching == null && !mayFetch(isOld, now)) {
            return held == null
                    ? Future.failedFuture(new UnavailableException("the issuer's keys are not known yet", null))
                    : Future.succeededFuture(verifiers(matching));
        }
        return fetched().compose(done -> Future.succeededFuture(verifiers(matching(header))));
    }

    private boolean mayFetch(boolean isOld, Instant now) {
        if (isOld) {
            Duration between = held == null ? BETWEEN_FIRST_FAILURES : BETWEEN_FAILURES;
            return lastFailure.equals(Instant.MIN) || !now.isBefore(lastFailure.plus(between));
        }
        if (!lastUnknown.equals(Instant.MIN) && now.isBefore(lastUnknown.plus(BETWEEN_UNKNOWN))) {
            return false;
        }
        lastUnknown = now;
        return true;
    }

    /** One fetch serves all who wait; it fails only if there are no keys at all. */
    private Future<Void> fetched() {
        if (fetching == null) {
            fetching = vertx.executeBlocking(this::fetch, false)
                    .onComplete(this::take, this::keep)
                    .<Void>mapEmpty()
                    .recover(this::withoutNew);
        }
        return fetching;
    }

    private synchronized void take(JWKSet keys) {
        fetching = null;
        held = keys;
        heldSince = clock.instant();
        lastFailure = Instant.MIN;
    }

    private synchronized void keep(Throwable failure) {
        fetching = null;
        lastFailure = clock.instant();
        LOG.warn("the keys of JWT_JWKS_URL could not be fetched: {}", failure.toString());
    }

    private synchronized Future<Void> withoutNew(Throwable failure) {
        return held == null
                ? Future.failedFuture(new UnavailableException("the issuer's keys cannot be fetched", failure))
                : Future.succeededFuture();
    }

    private JWKSet fetch() throws IOException, ParseException {
        JWKSet all = JWKSet.parse(retriever.retrieveResource(url).getContent());
        if (all.size() > MOST_KEYS) {
            throw new IOException("there are more than " + MOST_KEYS + " keys");
        }
        List<JWK> usable = all.toPublicJWKSet().getKeys().stream()
                .filter(key -> isUsable(key))
                .toList();
        if (usable.isEmpty()) {
            throw new IOException("there is no key for " + algorithm);
        }
        return new JWKSet(usable);
    }

    private boolean isUsable(JWK key) {
        boolean isMatching = JWKMatcher.forJWSHeader(new JWSHeader.Builder(algorithm).build())
                .matches(key);
        return isMatching && (!(key instanceof RSAKey rsa) || rsa.size() >= SMALLEST_RSA_BITS);
    }

    private synchronized List<JWK> matching(JWSHeader header) {
        return held == null ? List.of() : new JWKSelector(JWKMatcher.forJWSHeader(header)).select(held);
    }

    private static List<JWSVerifier> verifiers(List<JWK> keys) {
        List<JWSVerifier> verifiers = new ArrayList<>();
        for (JWK key : keys) {
            try {
                verifiers.add(key instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECKey) key));
            } catch (JOSEException e) {
                LOG.warn("a key of JWT_JWKS_URL cannot be used: {}", e.toString());
            }
        }
        return verifiers;
    }
}
