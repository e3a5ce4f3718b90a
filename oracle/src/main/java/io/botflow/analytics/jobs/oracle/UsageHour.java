package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.jobs.oracle.Tables.UsageKey;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What one organization did in one UTC hour. */
final class UsageHour {
    private final Set<String> users = new HashSet<>();
    private final Map<UUID, Long> messagesByBot = new HashMap<>();
    private long sent;
    private long received;
    private long started;
    private long ended;
    private long apiCalls;
    private long webhookCalls;
    private long tokens;
    private BigDecimal costUsd = BigDecimal.ZERO;

    void addOrganizationEvent(BotEvent event) {
        if (event.type() == EventType.API_CALLED) {
            apiCalls++;
        } else {
            webhookCalls++;
        }
    }

    void addMessage(BotEvent message) {
        messagesByBot.merge(message.botId(), 1L, Long::sum);
        if (message.type() == EventType.MESSAGE_RECEIVED) {
            received++;
            users.add(message.customerPhone());
        } else {
            sent++;
            tokens += message.tokensUsed();
            costUsd = costUsd.add(BigDecimal.valueOf(message.costNanos(), 9));
        }
    }

    void addStart() {
        started++;
    }

    void addEnd() {
        ended++;
    }

    private UUID mostActiveBot() {
        UUID best = null;
        for (UUID bot : messagesByBot.keySet()) {
            if (best == null || precedes(bot, best)) {
                best = bot;
            }
        }
        return best;
    }

    private boolean precedes(UUID bot, UUID other) {
        int byMessages = Long.compare(messagesByBot.get(other), messagesByBot.get(bot));
        return byMessages != 0 ? byMessages < 0 : bot.toString().compareTo(other.toString()) < 0;
    }

    UsageAnalyticsRow row(UsageKey key) {
        return new UsageAnalyticsRow(
                key.organizationId(),
                key.hour(),
                sent,
                received,
                started,
                ended,
                users.size(),
                messagesByBot.size(),
                mostActiveBot(),
                apiCalls,
                webhookCalls,
                tokens,
                costUsd.setScale(6, RoundingMode.HALF_UP),
                costUsd);
    }
}
