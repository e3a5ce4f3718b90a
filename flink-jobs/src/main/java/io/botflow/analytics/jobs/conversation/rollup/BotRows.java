package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.schemas.row.BotBucketRow;
import io.botflow.analytics.schemas.row.BotPerformanceRow;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;

/** What a bot's facts make as rows: the one definition of each rate and average of a bot's day. */
final class BotRows {
    private BotRows() {}

    static BotPerformanceRow day(BotDay key, BotBucket day) {
        long success = day.get(BotCounter.SUCCESS);
        long failure = day.get(BotCounter.FAILURE);
        long fallback = day.get(BotCounter.FALLBACK);
        long outcomes = success + failure + fallback;
        long active = day.get(BotCounter.ACTIVE);
        long messages = day.get(BotCounter.INBOUND) + day.get(BotCounter.OUTBOUND);
        long hits = day.get(BotCounter.KNOWLEDGE_BASE_HITS);
        long misses = day.get(BotCounter.KNOWLEDGE_BASE_MISSES);
        BigDecimal cost = cost(day);
        return new BotPerformanceRow(
                key.organizationId(),
                key.botId(),
                LocalDate.ofEpochDay(key.day()),
                day.get(BotCounter.STARTED),
                messages,
                active,
                Ratio.whole(day.get(BotCounter.RESPONSE_TIME_SUM_MILLIS), day.get(BotCounter.RESPONSE_TIMES)),
                percentile(day.responseTimes(), 50),
                percentile(day.responseTimes(), 95),
                percentile(day.responseTimes(), 99),
                Ratio.percent(success, outcomes),
                Ratio.percent(failure, outcomes),
                Ratio.percent(fallback, outcomes),
                Ratio.percent(day.get(BotCounter.ESCALATED), active),
                Ratio.percent(hits, hits + misses),
                Ratio.whole(day.get(BotCounter.TOKENS), active),
                day.get(BotCounter.TOKENS),
                Money.written(cost),
                Money.per(cost, active),
                Ratio.whole(day.get(BotCounter.DURATION_SUM_SECONDS), day.get(BotCounter.ENDED)),
                Ratio.of(messages, active),
                Ratio.of(day.get(BotCounter.RATING_SUM), day.get(BotCounter.RATINGS)),
                day.get(BotCounter.INBOUND),
                day.get(BotCounter.OUTBOUND),
                success,
                failure,
                fallback,
                day.get(BotCounter.RESPONSE_TIMES),
                day.get(BotCounter.RESPONSE_TIME_SUM_MILLIS),
                day.responseTimes(),
                hits,
                misses,
                day.get(BotCounter.ENDED),
                day.get(BotCounter.ESCALATED),
                day.get(BotCounter.DURATION_SUM_SECONDS),
                day.get(BotCounter.RATINGS),
                day.get(BotCounter.RATING_SUM),
                cost);
    }

    static BotBucketRow bucket(BotDay key, long bucketStart, BotBucket bucket) {
        return new BotBucketRow(
                key.organizationId(),
                key.botId(),
                bucketStart,
                bucket.get(BotCounter.INBOUND),
                bucket.get(BotCounter.OUTBOUND),
                bucket.get(BotCounter.SUCCESS),
                bucket.get(BotCounter.FAILURE),
                bucket.get(BotCounter.FALLBACK),
                bucket.get(BotCounter.RESPONSE_TIMES),
                bucket.get(BotCounter.RESPONSE_TIME_SUM_MILLIS),
                bucket.responseTimes(),
                bucket.get(BotCounter.KNOWLEDGE_BASE_HITS),
                bucket.get(BotCounter.KNOWLEDGE_BASE_MISSES),
                bucket.get(BotCounter.TOKENS),
                Money.written(cost(bucket)),
                bucket.get(BotCounter.STARTED),
                bucket.get(BotCounter.ENDED),
                bucket.get(BotCounter.ESCALATED),
                bucket.get(BotCounter.ACTIVE),
                bucket.get(BotCounter.DURATION_SUM_SECONDS),
                Stream.of(BotCounter.histogram()).map(bucket::get).toList(),
                bucket.get(BotCounter.RATINGS),
                bucket.get(BotCounter.RATING_SUM),
                cost(bucket));
    }

    private static Long percentile(ResponseTimeSketch responseTimes, int hundredths) {
        return responseTimes.isEmpty() ? null : responseTimes.percentile(hundredths);
    }

    private static BigDecimal cost(BotBucket bucket) {
        return Money.exact(bucket.get(BotCounter.COST_WHOLE), bucket.get(BotCounter.COST_NANOS));
    }
}
