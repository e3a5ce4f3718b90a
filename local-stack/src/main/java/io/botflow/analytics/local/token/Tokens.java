package io.botflow.analytics.local.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.botflow.analytics.local.StackSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Signs tokens that the API of a local stack accepts. */
public record Tokens(StackSettings settings, Clock clock) {
    /** How long a token is valid when nobody says otherwise. */
    public static final Duration LIFETIME = Duration.ofDays(1);

    /**
     * A token that speaks for a user in an organization.
     *
     * @param lifetime how long it is valid, in whole seconds, from now on
     */
    public String sign(UUID userId, UUID organizationId, Duration lifetime) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(userId.toString())
                .claim("organization_id", organizationId.toString())
                .issuer(settings.jwtIssuer())
                .audience(settings.jwtAudience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(settings.jwtSecret().getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException e) {
            throw new IllegalStateException("JWT_SECRET cannot sign: " + e.getMessage(), e);
        }
        return token.serialize();
    }
}
