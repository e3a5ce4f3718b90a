package io.botflow.analytics.api.realtime;

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

    public BotSelection {
        botIds = Set.copyOf(botIds);
    }

    public boolean contains(UUID botId) {
        return isExcluding != botIds.contains(botId);
    }

    public boolean isAll() {
        return isExcluding && botIds.isEmpty();
    }
}
