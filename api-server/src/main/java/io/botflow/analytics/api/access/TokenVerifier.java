package io.botflow.analytics.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells from a token who sent it. */
public final class TokenVerifier {
    /** The longest token that is looked at, in characters. */
    public static final int LONGEST_TOKEN = 4 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));
    private static final Pattern UNPRINTED = Pattern.compile("[^A-Za-z0-9._-]");
    private static final int LONGEST_PRINTED = 64;

    private final VerificationKeys keys;
    private final TokenClaims claims;
    private final Clock clock;
    private final MeterRegistry meters;

    private TokenVerifier(VerificationKeys keys, TokenClaims claims, Clock clock, MeterRegistry meters) {
        this.keys = keys;
        this.claims = claims;
        this.clock = clock;
        this.meters = meters;
    }

    /** A verifier with the keys that the settings name. */
    public static TokenVerifier create(Vertx vertx, TokenSettings settings, Clock clock, MeterRegistry meters) {
        VerificationKeys keys = settings.key() instanceof TokenSettings.JwksEndpoint endpoint
                ? new RemoteKeys(vertx, endpoint, clock)
                : new SharedKey((TokenSettings.SharedSecret) settings.key());
        return new TokenVerifier(keys, new TokenClaims(settings), clock, meters);
    }

    /**
     * Verifies a token.
     *
     * @return fails with {@link AccessDeniedException}, or with anything else if nobody can tell now
     */
    public Future<Identity> verify(String token) {
        SignedJWT jwt;
        try {
            jwt = parse(token);
        } catch (RefusedTokenException e) {
            return refuse(e.refusal(), "");
        }
        String keyId = printed(jwt.getHeader().getKeyID());
        try {
            requireHeader(jwt.getHeader());
        } catch (RefusedTokenException e) {
            return refuse(e.refusal(), keyId);
        }
        return keys.candidates(jwt.getHeader())
                .map(candidates -> identity(jwt, candidates))
                .recover(e -> e instanceof RefusedTokenException refused
                        ? refuse(refused.refusal(), keyId)
                        : Future.failedFuture(e));
    }

    private static SignedJWT parse(String token) {
        if (token.length() > LONGEST_TOKEN) {
            throw new RefusedTokenException(Refusal.TOO_LONG);
        }
        if (!SHAPE.matcher(token).matches()) {
            throw new RefusedTokenException(Refusal.MALFORMED);
        }
        try {
            return SignedJWT.parse(token);
        } catch (ParseException e) {
            throw new RefusedTokenException(Refusal.MALFORMED);
        }
    }

    private void requireHeader(JWSHeader header) {
        if (!keys.algorithm().equals(header.getAlgorithm())) {
            throw new RefusedTokenException(Refusal.ALGORITHM);
        }
        if (header.getType() != null && !TYPES.contains(header.getType())) {
            throw new RefusedTokenException(Refusal.TYPE);
        }
        boolean bringsKey = header.getJWK() != null
                || header.getJWKURL() != null
                || header.getX509CertURL() != null
                || header.getX509CertChain() != null;
        if (bringsKey || header.getCriticalParams() != null) {
            throw new RefusedTokenException(Refusal.HEADER);
        }
    }

    private Identity identity(SignedJWT jwt, List<JWSVerifier> candidates) {
        if (candidates.isEmpty()) {
            throw new RefusedTokenException(Refusal.UNKNOWN_KEY);
        }
        if (candidates.stream().noneMatch(key -> isSignedWith(key, jwt))) {
            throw new RefusedTokenException(Refusal.SIGNATURE);
        }
        JWTClaimsSet said;
        try {
            said = jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            throw new RefusedTokenException(Refusal.CLAIMS);
        }
        return claims.identity(said, clock.instant());
    }

    private static boolean isSignedWith(JWSVerifier key, SignedJWT jwt) {
        try {
            return key.verify(jwt.getHeader(), jwt.getSigningInput(), jwt.getSignature());
        } catch (JOSEException e) {
            return false;
        }
    }

    private <T> Future<T> refuse(Refusal refusal, String keyId) {
        LOG.info("token refused: {} kid={}", refusal, keyId);
        meters.counter("botflow.tokens.refused", "reason", refusal.name()).increment();
        return Future.failedFuture(new AccessDeniedException(AccessDeniedException.Reason.NOT_AUTHENTICATED));
    }

    /** What the sender wrote must neither fill nor forge the log. */
    private static String printed(String keyId) {
        if (keyId == null) {
            return "";
        }
        String cut = keyId.length() > LONGEST_PRINTED ? keyId.substring(0, LONGEST_PRINTED) : keyId;
        return UNPRINTED.matcher(cut).replaceAll("?");
    }
}
