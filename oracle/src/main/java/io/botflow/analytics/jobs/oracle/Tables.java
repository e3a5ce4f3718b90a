package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.row.ConversationMetricsRow;
import io.botflow.analytics.schemas.row.UsageAnalyticsRow;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Every table as the whole set of events gives it, by unique key.
 *
 * @param minutes {@code bot_metrics_1m}
 * @param quarterHours {@code bot_metrics_15m}
 * @param hours the same figures by UTC hour, as the REST answers show them
 * @param messages {@code messages}, in no particular order
 * @param reads the distinct events and the number of repetitions
 */
public record Tables(
        Map<ConversationKey, ConversationMetricsRow> conversations,
        Map<BotDayKey, BotFigures> botDays,
        Map<UsageKey, UsageAnalyticsRow> usage,
        Map<BotBucketKey, BotFigures> minutes,
        Map<BotBucketKey, BotFigures> quarterHours,
        Map<BotBucketKey, BotFigures> hours,
        List<BotEvent> messages,
        FirstReads reads) {

    /** Unique key of {@code conversation_metrics}. */
    public record ConversationKey(UUID organizationId, UUID conversationId) {}

    /** Unique key of {@code bot_performance_metrics}. */
    public record BotDayKey(UUID organizationId, UUID botId, LocalDate date) {}

    /**
     * Unique key of {@code usage_analytics}.
     *
     * @param hour start of the hour, milliseconds since the epoch
     */
    public record UsageKey(UUID organizationId, long hour) {}

    /**
     * Unique key of the bucket tables.
     *
     * @param bucketStart milliseconds since the epoch
     */
    public record BotBucketKey(UUID organizationId, UUID botId, long bucketStart) {}
}
