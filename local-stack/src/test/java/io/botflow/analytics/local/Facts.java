package io.botflow.analytics.local;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * One row in every table and one value in every Redis key of an organization, all marked so that they are known again
 * wherever they come out.
 *
 * @param number what was counted, all over
 * @param word in names and messages
 * @param phone the customer's
 */
record Facts(String organization, String bot, String conversation, long number, String word, String phone) {
    private static final Duration AGE = Duration.ofHours(3);

    /** Stores them: counted on the UTC day of a moment, and some hours before it. */
    void store(RunningApi api, Instant asOf) throws SQLException {
        Instant at = asOf.minus(AGE).truncatedTo(ChronoUnit.HOURS);
        LocalDate date = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
        api.sql(
                "INSERT INTO organizations (id, name) VALUES ('%s', '%s') ON CONFLICT DO NOTHING"
                        .formatted(organization, word),
                "INSERT INTO bots (organization_id, id, name) VALUES ('%s', '%s', '%s')"
                        .formatted(organization, bot, word),
                "INSERT INTO pipeline_progress VALUES ('conversation-analytics', '%1$s', '%1$s') ON CONFLICT DO NOTHING"
                        .formatted(asOf),
                """
                INSERT INTO conversation_metrics (organization_id, conversation_id, bot_id, customer_phone, started_at,
                    total_messages, slowest_response_ms, tokens_used)
                VALUES ('%1$s', '%2$s', '%3$s', '%4$s', '%5$s', %6$s, %6$s, %6$s)
                """.formatted(organization, conversation, bot, phone, at, number),
                """
                INSERT INTO messages (organization_id, conversation_id, event_id, bot_id, direction, text, occurred_at,
                    tokens_used)
                SELECT '%s', '%s', ('f0000000-0000-0000-0000-00000000000' || i)::uuid, '%s', 'outbound', '%s says ' || i,
                    '%s', %s
                FROM generate_series(1, 3) i
                """.formatted(organization, conversation, bot, word, at, number),
                """
                INSERT INTO bot_performance_metrics (organization_id, bot_id, date, total_messages, total_conversations,
                    inbound_messages, outbound_messages, successful_responses, response_time_count, total_tokens_used)
                VALUES ('%1$s', '%2$s', '%3$s', %4$s, %4$s, %4$s, %4$s, %4$s, %4$s, %4$s)
                """.formatted(organization, bot, date, number),
                "INSERT INTO usage_analytics (organization_id, hour, messages_sent) VALUES ('%s', '%s', %s) ON CONFLICT DO NOTHING"
                        .formatted(organization, at, number));
        for (String table : new String[] {"bot_metrics_1m", "bot_metrics_15m"}) {
            api.sql("""
                    INSERT INTO %1$s (organization_id, bot_id, bucket_start, inbound, success, response_time_count,
                        conversations_ended)
                    VALUES ('%2$s', '%3$s', '%4$s', %5$s, %5$s, %5$s, %5$s)
                    """.formatted(table, organization, bot, at, number));
        }
        String text = Long.toString(number);
        api.redis(redis -> {
            redis.set("metrics:as_of", asOf.truncatedTo(ChronoUnit.MILLIS).toString());
            redis.hset(
                    "metrics:realtime:" + organization, Map.of("total_messages", text, "p50_response_time_ms", text));
            redis.hset("metrics:rolling:" + organization + ":" + bot + ":1h", Map.of("count", text, "p50", text));
            redis.zadd("leaderboard:" + organization + ":" + date + ":messages", (double) number, bot);
            redis.zadd("leaderboard:" + organization + ":" + date + ":conversations", (double) number, bot);
        });
    }

    /** Whether any of it is in a text. */
    boolean isIn(String text) {
        return text.contains(Long.toString(number)) || text.contains(word) || text.contains(phone);
    }
}
