package io.botflow.analytics.api.database;

/** The database would show one organization's rows to another, so nothing may be read from it. */
public final class UnsafeDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnsafeDatabaseException(String message) {
        super(message, null, false, false);
    }
}
