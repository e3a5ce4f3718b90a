package io.botflow.analytics.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes tokens, good and bad. */
final class TestTokens {
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "botflow-api";
    static final String SECRET = "0123456789abcdef0123456789abcdef";
    static final UUID USER = UUID.fromString("10000000-0000-0000-0000-00000000000a");
    static final UUID ORGANIZATION = UUID.fromString("a0000000-0000-0000-0000-000000000001");

    private TestTokens() {}

    static JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(USER.toString())
                .claim("organization_id", ORGANIZATION.toString())
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    static String with(Instant now, Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder builder = claims(now);
        change.accept(builder);
        return signed(new JWSHeader(JWSAlgorithm.HS256), builder.build(), secret(SECRET));
    }

    static JWSSigner secret(String secret) {
        return secret(secret.getBytes(StandardCharsets.UTF_8));
    }

    static JWSSigner secret(byte[] secret) {
        try {
            return new MACSigner(secret);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed as it is, whatever it says. */
    static String ofJson(String header, String payload) {
        String input = base64(header) + "." + base64(payload);
        try {
            return input + "."
                    + secret(SECRET).sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
