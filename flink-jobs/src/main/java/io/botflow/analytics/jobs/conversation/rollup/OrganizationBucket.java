package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.Ids;
import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.figures.Money;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The facts of one organization in one hour. Not safe for threads. */
public final class OrganizationBucket {
    private final Counters<OrganizationCounter> counters;
    private final Map<UUID, Long> messagesPerBot;
    private final DistinctUsers users;

    public OrganizationBucket() {
        this(new Counters<>(OrganizationCounter.class), new HashMap<>(), new DistinctUsers());
    }

    private OrganizationBucket(
            Counters<OrganizationCounter> counters, Map<UUID, Long> messagesPerBot, DistinctUsers users) {
        this.counters = counters;
        this.messagesPerBot = messagesPerBot;
        this.users = users;
    }

    public long get(OrganizationCounter name) {
        return counters.get(name);
    }

    void add(OrganizationCounter name, long amount) {
        counters.add(name, amount);
    }

    /** Counts a message; messages are never taken back. */
    void addMessage(BotEvent message, long userHash) {
        messagesPerBot.merge(message.botId(), 1L, Long::sum);
        if (message.type() == EventType.MESSAGE_RECEIVED) {
            counters.add(OrganizationCounter.MESSAGES_RECEIVED, 1);
            users.add(userHash);
            return;
        }
        counters.add(OrganizationCounter.MESSAGES_SENT, 1);
        counters.add(OrganizationCounter.TOKENS, message.tokensUsed());
        counters.add(OrganizationCounter.COST_WHOLE, message.costNanos() / Money.NANOS);
        counters.add(OrganizationCounter.COST_NANOS, message.costNanos() % Money.NANOS);
    }

    void addAll(OrganizationBucket other) {
        counters.addAll(other.counters);
        other.messagesPerBot.forEach((bot, messages) -> messagesPerBot.merge(bot, messages, Long::sum));
        users.addAll(other.users);
    }

    long activeUsers() {
        return users.count();
    }

    long activeBots() {
        return messagesPerBot.size();
    }

    /** The bot with most messages, of equal ones that with the smallest id as text; null without messages. */
    UUID mostActiveBot() {
        return messagesPerBot.entrySet().stream()
                .max(Map.Entry.<UUID, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Ids.AS_TEXT.reversed())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    boolean isZero() {
        return counters.isZero() && messagesPerBot.isEmpty() && users.isEmpty();
    }

    OrganizationBucket copy() {
        return new OrganizationBucket(counters.copy(), new HashMap<>(messagesPerBot), users.copy());
    }

    void write(DataOutput out) throws IOException {
        counters.write(out);
        Compact.writeLong(messagesPerBot.size(), out);
        for (Map.Entry<UUID, Long> bot : messagesPerBot.entrySet()) {
            Compact.writeUuid(bot.getKey(), out);
            Compact.writeLong(bot.getValue(), out);
        }
        users.write(out);
    }

    static OrganizationBucket read(DataInput in) throws IOException {
        Counters<OrganizationCounter> counters = Counters.read(OrganizationCounter.class, in);
        int bots = Compact.readInt(in);
        Map<UUID, Long> messagesPerBot = new HashMap<>();
        for (int i = 0; i < bots; i++) {
            messagesPerBot.put(Compact.readUuid(in), Compact.readLong(in));
        }
        return new OrganizationBucket(counters, messagesPerBot, DistinctUsers.read(in));
    }
}
