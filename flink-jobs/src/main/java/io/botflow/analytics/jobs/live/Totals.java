package io.botflow.analytics.jobs.live;

import io.botflow.analytics.schemas.live.BotFigures;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The sums of an organization over the last 60 minutes and the 60 before, by bot and of all bots, moved on by what enters
 * and leaves. Held in memory only: made again from the panes in state after a restore. Not safe for threads.
 */
final class Totals {
    /** Minutes of each of the two spans. */
    static final int SPAN = 60;

    private final BotFigures all = new BotFigures();
    private final Map<UUID, Bot> bots = new HashMap<>();
    /** Bots whose figures are other ones than were written. */
    private final Set<UUID> changed = new HashSet<>();

    private static final class Bot {
        private final BotFigures figures = new BotFigures();
        private long newestMinute = Long.MIN_VALUE;
        private byte[] bytes;
    }

    /** Of all bots. */
    BotFigures all() {
        return all;
    }

    /** Of one bot; without any, empty figures. */
    BotFigures of(UUID botId) {
        Bot bot = bots.get(botId);
        return bot == null ? new BotFigures() : bot.figures;
    }

    Collection<UUID> bots() {
        return List.copyOf(bots.keySet());
    }

    /** Bots that have figures, or had some when they were written last. */
    Collection<UUID> botsWithFigures() {
        return bots.entrySet().stream()
                .filter(entry -> !entry.getValue().figures.isEmpty() || changed.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    boolean isEmpty() {
        return bots.isEmpty();
    }

    /** Says that the bot has a pane of that minute, in the spans or ahead of them. */
    void hasPane(UUID botId, long minute) {
        Bot bot = bot(botId);
        bot.newestMinute = Math.max(bot.newestMinute, minute);
    }

    /** Takes a minute's messages in where they belong at that time. */
    void add(UUID botId, long minute, RollingFigures messages, long minuteNow) {
        if (minute > minuteNow || minute <= minuteNow - 2 * SPAN) {
            return;
        }
        boolean isCurrent = minute > minuteNow - SPAN;
        BotFigures figures = changing(botId);
        (isCurrent ? figures.current() : figures.previous()).merge(messages);
        (isCurrent ? all.current() : all.previous()).merge(messages);
    }

    /** A minute's messages leave the last 60 minutes for the 60 before. */
    void age(UUID botId, RollingFigures messages) {
        BotFigures figures = changing(botId);
        figures.current().subtract(messages);
        all.current().subtract(messages);
        figures.previous().merge(messages);
        all.previous().merge(messages);
    }

    /** A minute's messages leave. */
    void remove(UUID botId, RollingFigures messages) {
        changing(botId).previous().subtract(messages);
        all.previous().subtract(messages);
    }

    /** Sets how many conversations of the bot are active, and how many were an hour before. */
    void setActive(UUID botId, long current, long previous) {
        BotFigures figures = bot(botId).figures;
        long more = current - figures.current().activeConversations();
        long morePrevious = previous - figures.previous().activeConversations();
        if (more != 0 || morePrevious != 0) {
            changing(botId);
            figures.current().addActiveConversations(more);
            all.current().addActiveConversations(more);
            figures.previous().addActiveConversations(morePrevious);
            all.previous().addActiveConversations(morePrevious);
        }
    }

    /** The bots that changed since this was asked last. */
    Set<UUID> takeChanged() {
        Set<UUID> taken = Set.copyOf(changed);
        changed.clear();
        return taken;
    }

    boolean hasChanged() {
        return !changed.isEmpty();
    }

    /** Takes every bot for changed. */
    void changeAll() {
        bots.keySet().forEach(this::changing);
    }

    /** The bytes of every bot that has figures. */
    Map<String, byte[]> parts() {
        Map<String, byte[]> parts = new HashMap<>();
        bots.forEach((botId, bot) -> {
            if (!bot.figures.isEmpty()) {
                if (bot.bytes == null) {
                    bot.bytes = bot.figures.toBytes();
                }
                parts.put(botId.toString(), bot.bytes);
            }
        });
        return parts;
    }

    /** Forgets bots that have nothing in the spans or ahead of them, once that was written. */
    void forgetEmpty(long minuteNow) {
        Iterator<Map.Entry<UUID, Bot>> each = bots.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<UUID, Bot> entry = each.next();
            Bot bot = entry.getValue();
            if (bot.figures.isEmpty()
                    && bot.newestMinute <= minuteNow - 2 * SPAN
                    && !changed.contains(entry.getKey())) {
                each.remove();
            }
        }
    }

    private BotFigures changing(UUID botId) {
        Bot bot = bot(botId);
        bot.bytes = null;
        changed.add(botId);
        return bot.figures;
    }

    private Bot bot(UUID botId) {
        return bots.computeIfAbsent(botId, id -> new Bot());
    }
}
