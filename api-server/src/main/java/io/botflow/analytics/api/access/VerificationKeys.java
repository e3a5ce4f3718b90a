package io.botflow.analytics.api.access;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import io.vertx.core.Future;
import java.util.List;

/** The keys that tokens may be signed with. */
interface VerificationKeys {
    /** The only algorithm there is; what a token says of itself decides nothing. */
    JWSAlgorithm algorithm();

    /**
     * The keys that a token of this header may be signed with.
     *
     * @return none if there is no such key; fails if nobody can tell now
     */
    Future<List<JWSVerifier>> candidates(JWSHeader header);
}
