package io.botflow.analytics.api.realtime;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Some of an organization's bots.
 *
 * @param isExcluding true for all bots except those named, false for those named
 */
public record BotSelection(boolean isExcluding, Set<UUID> botIds) {
    /** The whole organization. */
    public static final BotSelection ALL = new BotSelection(true, Set.of());

    /** No bot at all. */
    public static final BotSelection NONE = new BotSelection(false, Set.of());

    public BotSelection {
        botIds = Set.copyOf(botIds);
    }

    public boolean contains(UUID botId) {
        return isExcluding != botIds.contains(botId);
    }

    public boolean isAll() {
        return isExcluding && botIds.isEmpty();
    }

    /** These bots too; from the whole organization, or all but some, these alone. */
    public BotSelection subscribedTo(Set<UUID> more) {
        return isExcluding ? new BotSelection(false, more) : new BotSelection(false, union(botIds, more));
    }

    /** All but these bots. */
    public BotSelection unsubscribedFrom(Set<UUID> fewer) {
        if (isExcluding) {
            return new BotSelection(true, union(botIds, fewer));
        }
        Set<UUID> left = new HashSet<>(botIds);
        left.removeAll(fewer);
        return new BotSelection(false, left);
    }

    private static Set<UUID> union(Set<UUID> some, Set<UUID> more) {
        Set<UUID> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
