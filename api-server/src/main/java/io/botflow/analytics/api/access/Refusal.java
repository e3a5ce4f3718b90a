package io.botflow.analytics.api.access;

/** Why a token is refused: for the log and the metrics; a caller is not told. */
enum Refusal {
    TOO_LONG,
    MALFORMED,
    ALGORITHM,
    TYPE,
    /** It brings its own key, or wants something understood that is not. */
    HEADER,
    UNKNOWN_KEY,
    SIGNATURE,
    CLAIMS,
    ISSUER,
    AUDIENCE,
    EXPIRED,
    NOT_YET_VALID
}
