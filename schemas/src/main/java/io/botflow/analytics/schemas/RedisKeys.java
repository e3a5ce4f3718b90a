package io.botflow.analytics.schemas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The Redis keys and channels; the organization is part of every one of them. */
public final class RedisKeys {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH").withZone(ZoneOffset.UTC);

    /** String: event time of the stream, RFC 3339; what is true for every organization, those without figures too. */
    public static final String AS_OF = "metrics:as_of";

    private RedisKeys() {}

    /** Hash of the organization's last 60 minutes. */
    public static String realtime(UUID organizationId) {
        return "metrics:realtime:" + organizationId;
    }

    /** Hash of one UTC hour of the organization. */
    public static String realtimeHour(UUID organizationId, Instant hour) {
        return "metrics:realtime:" + organizationId + ":" + HOUR.format(hour);
    }

    /** Hash of one bot's last 60 minutes. */
    public static String rolling(UUID organizationId, UUID botId) {
        return "metrics:rolling:" + organizationId + ":" + botId + ":1h";
    }

    /** Sorted set of the organization's bots by messages of the UTC day. */
    public static String leaderboardMessages(UUID organizationId, LocalDate date) {
        return "leaderboard:" + organizationId + ":" + date + ":messages";
    }

    /** Sorted set of the organization's bots by conversations started on the UTC day. */
    public static String leaderboardConversations(UUID organizationId, LocalDate date) {
        return "leaderboard:" + organizationId + ":" + date + ":conversations";
    }

    /** Stream of the organization's newest frames, resumable by id. */
    public static String feed(UUID organizationId) {
        return "feed:" + organizationId;
    }

    /** Channel on which the organization's frames are published. */
    public static String live(UUID organizationId) {
        return "live:" + organizationId;
    }

    /**
     * Hash of {@link io.botflow.analytics.schemas.live.BotFigures} by bot: what the figures of any set of bots are
     * merged from.
     */
    public static String parts(UUID organizationId) {
        return "metrics:parts:" + organizationId;
    }

    /** Channel on which a message without content tells that {@link #realtime} was written with other figures. */
    public static String changed(UUID organizationId) {
        return "changed:" + organizationId;
    }
}
