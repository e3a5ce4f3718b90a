package io.botflow.analytics.api.problem;

/** Something that is needed does not answer now; the message says what, for clients too. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
