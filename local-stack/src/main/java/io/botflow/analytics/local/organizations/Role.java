package io.botflow.analytics.local.organizations;

import java.util.Locale;

/** What a member of an organization may do. */
public enum Role {
    ADMIN,
    ANALYST,
    VIEWER;

    /** As it is stored. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
