package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.schemas.figures.BotTotals;
import io.botflow.analytics.schemas.figures.Money;
import io.botflow.analytics.schemas.figures.Outcomes;
import io.botflow.analytics.schemas.figures.Responses;
import io.botflow.analytics.schemas.row.BotBucketRow;
import io.botflow.analytics.schemas.row.BotPerformanceRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.stream.Stream;

/** What a bot's facts make as rows. */
final class BotRows {
    private BotRows() {}

    static BotPerformanceRow day(BotDay key, BotBucket day) {
        return BotPerformanceRow.of(key.organizationId(), key.botId(), LocalDate.ofEpochDay(key.day()), totals(day));
    }

    private static BotTotals totals(BotBucket bucket) {
        return new BotTotals(
                bucket.get(BotCounter.STARTED),
                bucket.get(BotCounter.ACTIVE),
                bucket.get(BotCounter.ENDED),
                bucket.get(BotCounter.ESCALATED),
                bucket.get(BotCounter.INBOUND),
                bucket.get(BotCounter.OUTBOUND),
                new Outcomes(
                        bucket.get(BotCounter.SUCCESS),
                        bucket.get(BotCounter.FAILURE),
                        bucket.get(BotCounter.FALLBACK)),
                new Responses(
                        bucket.get(BotCounter.RESPONSE_TIMES),
                        bucket.get(BotCounter.RESPONSE_TIME_SUM_MILLIS),
                        bucket.responseTimes()),
                bucket.get(BotCounter.KNOWLEDGE_BASE_HITS),
                bucket.get(BotCounter.KNOWLEDGE_BASE_MISSES),
                bucket.get(BotCounter.TOKENS),
                cost(bucket),
                bucket.get(BotCounter.DURATION_SUM_SECONDS),
                bucket.get(BotCounter.RATINGS),
                bucket.get(BotCounter.RATING_SUM));
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

    private static BigDecimal cost(BotBucket bucket) {
        return Money.exact(bucket.get(BotCounter.COST_WHOLE), bucket.get(BotCounter.COST_NANOS));
    }
}
