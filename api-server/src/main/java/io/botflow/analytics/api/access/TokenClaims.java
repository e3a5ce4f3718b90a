package io.botflow.analytics.api.access;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** What a token whose signature is right must say. */
final class TokenClaims {
    private final String issuer;
    private final String audience;

    TokenClaims(TokenSettings settings) {
        this.issuer = settings.issuer();
        this.audience = settings.audience();
    }

    /** Who the token speaks for. */
    Identity identity(JWTClaimsSet claims, Instant now) {
        if (!issuer.equals(claims.getIssuer())) {
            throw new RefusedTokenException(Refusal.ISSUER);
        }
        if (!claims.getAudience().contains(audience)) {
            throw new RefusedTokenException(Refusal.AUDIENCE);
        }
        Date expiration = claims.getExpirationTime();
        if (expiration == null) {
            throw new RefusedTokenException(Refusal.CLAIMS);
        }
        Instant expiresAt = expiration.toInstant();
        if (!now.isBefore(expiresAt)) {
            throw new RefusedTokenException(Refusal.EXPIRED);
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.isBefore(notBefore.toInstant())) {
            throw new RefusedTokenException(Refusal.NOT_YET_VALID);
        }
        return new Identity(id(claims, "sub"), id(claims, "organization_id"), expiresAt);
    }

    private static UUID id(JWTClaimsSet claims, String name) {
        try {
            return UuidText.parse(claims.getStringClaim(name))
                    .orElseThrow(() -> new RefusedTokenException(Refusal.CLAIMS));
        } catch (ParseException e) {
            throw new RefusedTokenException(Refusal.CLAIMS);
        }
    }
}
