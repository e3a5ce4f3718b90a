package io.botflow.analytics.jobs.live;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is held in memory of an organization: its totals, and what of it has to be written. Not safe for threads. */
final class LiveOrganization {
    private static final long NONE = Long.MIN_VALUE;

    final UUID id;
    Totals totals = new Totals();
    /** Minute of the newest event. */
    long newestMinute = NONE;

    final Set<Long> changedHours = new HashSet<>();
    final Set<Long> changedDays = new HashSet<>();
    /** The fields that were written last, without event time; null before the first. */
    Map<String, String> written;
    /** Event time that was written last. */
    long writtenAsOf = NONE;

    LiveOrganization(UUID id) {
        this.id = id;
    }

    /** Takes the place of the totals; bots that had figures, and those that have any, count as changed. */
    void replaceTotals(Totals made) {
        totals.botsWithFigures().forEach(botId -> made.hasPane(botId, NONE));
        made.changeAll();
        totals = made;
    }
}
