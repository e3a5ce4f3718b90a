package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.sink.redis.RedisWrite;
import io.botflow.analytics.schemas.RedisKeys;
import io.botflow.analytics.schemas.live.BotFigures;
import io.botflow.analytics.schemas.live.RealtimeFigures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The keys of Redis and what they hold. */
final class LiveWrites {
    private static final Duration FIGURES_KEPT = Duration.ofDays(1);
    private static final Duration HOURS_KEPT = Duration.ofDays(2);
    private static final Duration DAYS_KEPT = Duration.ofDays(8);
    private static final long HOUR_SECONDS = 3600;

    private LiveWrites() {}

    /** An organization's figures by their names, without event time. */
    static Map<String, String> fields(BotFigures total) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.putAll(RealtimeFigures.of(total.current()).toOrganizationFields(""));
        fields.putAll(RealtimeFigures.of(total.previous()).toOrganizationFields("previous_"));
        return fields;
    }

    /** @param isNew whether any figure is another than was written before */
    static RedisWrite realtime(UUID organizationId, Map<String, String> fields, long asOf, boolean isNew) {
        Map<String, byte[]> bytes = bytes(fields);
        bytes.put("as_of", bytes(UtcTime.text(asOf)));
        return new RedisWrite.Hash(
                RedisKeys.realtime(organizationId),
                bytes,
                FIGURES_KEPT,
                isNew ? RedisKeys.changed(organizationId) : null);
    }

    static RedisWrite rolling(UUID organizationId, UUID botId, BotFigures figures) {
        return new RedisWrite.Hash(
                RedisKeys.rolling(organizationId, botId),
                bytes(RealtimeFigures.botFields(figures.current())),
                FIGURES_KEPT,
                null);
    }

    static RedisWrite parts(UUID organizationId, Map<String, byte[]> parts) {
        return new RedisWrite.Hash(RedisKeys.parts(organizationId), parts, FIGURES_KEPT, null);
    }

    /** @param hour hours since the epoch */
    static RedisWrite hour(UUID organizationId, long hour, HourCounts counts) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("messages", bytes(Long.toString(counts.messages())));
        fields.put("successful", bytes(Long.toString(counts.successful())));
        fields.put("failed", bytes(Long.toString(counts.failed())));
        fields.put("tokens", bytes(Long.toString(counts.tokens())));
        Instant start = Instant.ofEpochSecond(hour * HOUR_SECONDS);
        return new RedisWrite.Hash(RedisKeys.realtimeHour(organizationId, start), fields, HOURS_KEPT, null);
    }

    /** @param day days since the epoch */
    static List<RedisWrite> leaderboards(UUID organizationId, long day, DayBoard board) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return List.of(
                new RedisWrite.SortedSet(
                        RedisKeys.leaderboardMessages(organizationId, date), board.messages(), DAYS_KEPT),
                new RedisWrite.SortedSet(
                        RedisKeys.leaderboardConversations(organizationId, date), board.started(), DAYS_KEPT));
    }

    static RedisWrite asOf(long asOf) {
        return new RedisWrite.Text(RedisKeys.AS_OF, UtcTime.text(asOf));
    }

    private static Map<String, byte[]> bytes(Map<String, String> fields) {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        fields.forEach((name, value) -> bytes.put(name, bytes(value)));
        return bytes;
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
