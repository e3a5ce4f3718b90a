package io.botflow.analytics.api.access;

/** A caller is refused; any other failure of {@link Admission} means that nobody can tell now. */
public final class AccessDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** No token, or not a valid one: 401. */
        NOT_AUTHENTICATED,
        /** The user is not a member of the organization: 403. */
        NOT_A_MEMBER
    }

    private final Reason reason;

    public AccessDeniedException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
