package io.botflow.analytics.local.client;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Which conversations are asked for; an empty list or a null filters nothing.
 *
 * @param words all of which one message must have
 */
record ConversationFilter(Span started, List<UUID> bots, List<String> statuses, String customer, String words) {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    static ConversationFilter in(Span started) {
        return new ConversationFilter(started, List.of(), List.of(), null, null);
    }

    ConversationFilter of(List<UUID> onlyBots) {
        return new ConversationFilter(started, onlyBots, statuses, customer, words);
    }

    ConversationFilter with(String... onlyStatuses) {
        return new ConversationFilter(started, bots, List.of(onlyStatuses), customer, words);
    }

    ConversationFilter by(String phonePart) {
        return new ConversationFilter(started, bots, statuses, phonePart, words);
    }

    ConversationFilter saying(String said) {
        return new ConversationFilter(started, bots, statuses, customer, said);
    }

    List<String> parameters() {
        List<String> parameters = new ArrayList<>(
                List.of("from", started.from().toString(), "to", started.to().toString()));
        bots.forEach(bot -> parameters.addAll(List.of("bot_id", bot.toString())));
        statuses.forEach(status -> parameters.addAll(List.of("status", status)));
        if (customer != null) {
            parameters.addAll(List.of("customer", customer));
        }
        if (words != null) {
            parameters.addAll(List.of("q", words));
        }
        return parameters;
    }

    List<ConversationMetricsRow> apply(Tenant tenant) {
        Set<UUID> saying = new HashSet<>();
        if (words != null) {
            tenant.messages().stream()
                    .filter(message -> words(message.text()).containsAll(words(words)))
                    .map(BotEvent::conversationId)
                    .forEach(saying::add);
        }
        return tenant.conversations().stream()
                .filter(row -> !Instant.ofEpochMilli(row.startedAt()).isBefore(started.from())
                        && Instant.ofEpochMilli(row.startedAt()).isBefore(started.to())
                        && (bots.isEmpty() || bots.contains(row.botId()))
                        && (statuses.isEmpty() || statuses.contains(ExpectedRows.status(row)))
                        && (customer == null || row.customerPhone().contains(customer))
                        && (words == null || saying.contains(row.conversationId())))
                .toList();
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT))));
        words.remove("");
        return words;
    }
}
