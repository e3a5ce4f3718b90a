package io.botflow.analytics.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The one key of HS256. */
final class SharedKey implements VerificationKeys {
    private final JWSVerifier verifier;

    SharedKey(TokenSettings.SharedSecret secret) {
        try {
            this.verifier = new MACVerifier(secret.secret().getBytes(StandardCharsets.UTF_8));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("JWT_SECRET cannot be used", e);
        }
    }

    @Override
    public JWSAlgorithm algorithm() {
        return JWSAlgorithm.HS256;
    }

    @Override
    public Future<List<JWSVerifier>> candidates(JWSHeader header) {
        return Future.succeededFuture(List.of(verifier));
    }
}
