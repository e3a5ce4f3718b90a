package io.botflow.analytics.api.access;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * What a token must say, and what it must be signed with.
 *
 * @param issuer the {@code iss} of every token
 * @param audience one of the {@code aud} of every token
 */
public record TokenSettings(String issuer, String audience, SigningKey key) {
    private static final int SHORTEST_SECRET_BYTES = 32;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What proves that the issuer made a token. */
    public sealed interface SigningKey {}

    /** A key that issuer and server share (HS256). */
    public record SharedSecret(String secret) implements SigningKey {
        public SharedSecret {
            if (secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET_BYTES) {
                throw new IllegalArgumentException("JWT_SECRET is shorter than " + SHORTEST_SECRET_BYTES + " bytes");
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "SharedSecret[***]";
        }
    }

    /**
     * The issuer's public keys.
     *
     * @param algorithm RS256 or ES256
     */
    public record JwksEndpoint(URI url, JWSAlgorithm algorithm) implements SigningKey {
        public JwksEndpoint {
            boolean isLoopback = url.getHost() != null && LOOPBACK.contains(url.getHost());
            if (url.getHost() == null
                    || !("https".equals(url.getScheme()) || (isLoopback && "http".equals(url.getScheme())))) {
                throw new IllegalArgumentException("JWT_JWKS_URL is not an https:// URL");
            }
            if (!algorithm.equals(JWSAlgorithm.RS256) && !algorithm.equals(JWSAlgorithm.ES256)) {
                throw new IllegalArgumentException("JWT_ALGORITHM is not RS256 or ES256");
            }
        }
    }

    public TokenSettings {
        requireText("JWT_ISSUER", issuer);
        requireText("JWT_AUDIENCE", audience);
    }

    /** The settings that environment variables give. */
    public static TokenSettings fromEnvironment(Map<String, String> environment) {
        return new TokenSettings(
                requireText("JWT_ISSUER", environment.get("JWT_ISSUER")),
                requireText("JWT_AUDIENCE", environment.get("JWT_AUDIENCE")),
                key(environment.get("JWT_SECRET"), environment.get("JWT_JWKS_URL"), environment.get("JWT_ALGORITHM")));
    }

    private static SigningKey key(String secret, String jwksUrl, String algorithm) {
        if (secret != null && jwksUrl != null) {
            throw new IllegalArgumentException("JWT_SECRET and JWT_JWKS_URL are both set");
        }
        if (jwksUrl != null) {
            try {
                return new JwksEndpoint(
                        new URI(jwksUrl), algorithm == null ? JWSAlgorithm.RS256 : JWSAlgorithm.parse(algorithm));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("JWT_JWKS_URL is not a URL: " + e.getReason(), e);
            }
        }
        if (secret == null) {
            throw new IllegalArgumentException("JWT_SECRET or JWT_JWKS_URL is missing");
        }
        if (algorithm != null && !algorithm.equals(JWSAlgorithm.HS256.getName())) {
            throw new IllegalArgumentException("JWT_ALGORITHM is not HS256, which JWT_SECRET is for");
        }
        return new SharedSecret(secret);
    }

    private static String requireText(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
