package io.botflow.analytics.api.access;

/** What a member of an organization may see. */
public enum Role {
    ADMIN,
    ANALYST,
    /** Sees phones with their last three digits only. */
    VIEWER;

    public boolean seesPhones() {
        return this != VIEWER;
    }
}
