package io.botflow.analytics.api.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** One {@link RateLimit} for each organization, of which only those are kept that differ from a new one. */
public final class OrganizationLimits {
    /** How many seconds' worth may come at once. */
    private static final int BURST_SECONDS = 2;

    private static final long FULL_AGAIN_MILLIS = BURST_SECONDS * 1_000;
    private static final int MOST = 100_000;

    private final int perSecond;
    /** The one that was not used for longest comes first. */
    private final Map<UUID, Entry> entries = new LinkedHashMap<>();

    private record Entry(RateLimit limit, long usedAt) {}

    public OrganizationLimits(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Takes one of what the organization may; false if there is none. */
    public boolean take(UUID organizationId, long now) {
        Entry known = entries.remove(organizationId);
        RateLimit limit = known == null ? new RateLimit(BURST_SECONDS * perSecond, perSecond, now) : known.limit();
        forget(now);
        entries.put(organizationId, new Entry(limit, now));
        return limit.take(now);
    }

    private void forget(long now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            if (entries.size() < MOST && now - entry.usedAt() < FULL_AGAIN_MILLIS) {
                return;
            }
            oldest.remove();
        }
    }

    int size() {
        return entries.size();
    }
}
