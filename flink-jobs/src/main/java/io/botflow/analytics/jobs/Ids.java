package io.botflow.analytics.jobs;

import java.util.Comparator;
import java.util.UUID;

/** The order of ids: that of their lower-case text, as in PostgreSQL, which {@link UUID#compareTo} does not give. */
public final class Ids {
    public static final Comparator<UUID> AS_TEXT = Ids::compare;

    private Ids() {}

    private static int compare(UUID one, UUID other) {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    }
}
