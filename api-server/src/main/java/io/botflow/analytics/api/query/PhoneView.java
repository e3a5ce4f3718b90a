package io.botflow.analytics.api.query;

import io.botflow.analytics.api.access.PhoneMask;
import io.botflow.analytics.api.access.Role;

/** How customers' phones are shown to a role. */
public enum PhoneView {
    FULL,
    /** With the last three digits only. */
    MASKED;

    static final String COLUMN = "customer_phone";

    public static PhoneView of(Role role) {
        return role.seesPhones() ? FULL : MASKED;
    }

    String show(String phone) {
        return this == FULL ? phone : PhoneMask.mask(phone);
    }
}
