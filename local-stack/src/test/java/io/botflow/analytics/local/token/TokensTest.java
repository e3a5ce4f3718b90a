package io.botflow.analytics.local.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.botflow.analytics.local.StackSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");
    private static final String SECRET = "a-secret-that-is-long-enough-for-this-test";

    @Test
    void aTokenSaysWhoseItIsAndUntilWhen() throws Exception {
        StackSettings settings = StackSettings.fromEnvironment(
                Map.of("JWT_SECRET", SECRET, "JWT_ISSUER", "issuer", "JWT_AUDIENCE", "audience"));
        UUID user = new UUID(1, 2);
        UUID organization = new UUID(3, 4);

        String token =
                new Tokens(settings, Clock.fixed(NOW, ZoneOffset.UTC)).sign(user, organization, Duration.ofSeconds(90));

        SignedJWT parsed = SignedJWT.parse(token);
        assertThat(parsed.verify(new MACVerifier(SECRET.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
        JWTClaimsSet claims = parsed.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(user.toString());
        assertThat(claims.getStringClaim("organization_id")).isEqualTo(organization.toString());
        assertThat(claims.getIssuer()).isEqualTo("issuer");
        assertThat(claims.getAudience()).containsExactly("audience");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(Instant.parse("2026-03-04T05:06:07Z")));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(Instant.parse("2026-03-04T05:07:37Z")));
    }
}
