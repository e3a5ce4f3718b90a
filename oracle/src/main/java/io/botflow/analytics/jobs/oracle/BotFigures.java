package io.botflow.analytics.jobs.oracle;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one bot did in one minute, quarter hour, hour or day: counters, every response time and what follows from them. */
public final class BotFigures {
    private static final long[] HISTOGRAM_EDGES = {0, 30, 60, 120, 300, 600, 1800, 3600};

    private final Map<BotCount, Long> counts = new EnumMap<>(BotCount.class);
    private final List<Integer> responseTimes = new ArrayList<>();
    private final Long[] durationHistogram = new Long[HISTOGRAM_EDGES.length];
    private BigDecimal costUsd = BigDecimal.ZERO;

    BotFigures() {
        Arrays.fill(durationHistogram, 0L);
    }

    void add(BotCount what, long amount) {
        counts.merge(what, amount, Math::addExact);
    }

    void addMessage(BotEvent message) {
        if (message.type() == EventType.MESSAGE_RECEIVED) {
            add(BotCount.INBOUND, 1);
            return;
        }
        add(BotCount.OUTBOUND, 1);
        add(BotCount.valueOf(message.outcome().name()), 1);
        add(BotCount.TOKENS_USED, message.tokensUsed());
        costUsd = costUsd.add(BigDecimal.valueOf(message.costNanos(), 9));
        if (message.knowledgeBase() != null) {
            boolean hit = message.knowledgeBase() == KnowledgeBase.HIT;
            add(hit ? BotCount.KNOWLEDGE_BASE_HITS : BotCount.KNOWLEDGE_BASE_MISSES, 1);
        }
        if (message.responseTimeMillis() != BotEvent.ABSENT) {
            responseTimes.add(message.responseTimeMillis());
        }
    }

    void addEnd(long durationSeconds) {
        add(BotCount.CONVERSATIONS_ENDED, 1);
        add(BotCount.DURATION_SUM_SECONDS, durationSeconds);
        int bin = HISTOGRAM_EDGES.length - 1;
        while (durationSeconds < HISTOGRAM_EDGES[bin]) {
            bin--;
        }
        durationHistogram[bin]++;
    }

    void addRating(int rating) {
        add(BotCount.RATING_COUNT, 1);
        add(BotCount.RATING_SUM, rating);
    }

    void addAll(BotFigures other) {
        other.counts.forEach(this::add);
        responseTimes.addAll(other.responseTimes);
        costUsd = costUsd.add(other.costUsd);
        for (int bin = 0; bin < durationHistogram.length; bin++) {
            durationHistogram[bin] += other.durationHistogram[bin];
        }
    }

    /** The counter's value, 0 when nothing was counted. */
    public long count(BotCount what) {
        return counts.getOrDefault(what, 0L);
    }

    /** Messages in both directions. */
    public long messages() {
        return count(BotCount.INBOUND) + count(BotCount.OUTBOUND);
    }

    /** Outcomes of every kind: one for each message of the bot. */
    public long outcomes() {
        return count(BotCount.SUCCESS) + count(BotCount.FAILURE) + count(BotCount.FALLBACK);
    }

    /** The exact sum, with nine decimals. */
    public BigDecimal costUsd() {
        return costUsd;
    }

    /** Every response time in milliseconds, sorted. */
    public List<Integer> responseTimes() {
        List<Integer> sorted = new ArrayList<>(responseTimes);
        Collections.sort(sorted);
        return sorted;
    }

    /** Sum of the response times in milliseconds. */
    public long responseTimeSum() {
        return responseTimes.stream().mapToLong(Integer::longValue).sum();
    }

    /** Average response time in whole milliseconds, null without responses. */
    public BigDecimal averageResponseTime() {
        return ratio(BigDecimal.valueOf(responseTimeSum()), responseTimes.size(), 0);
    }

    /** Where the percentile lies, null without responses. */
    public ResponseTimeInterval percentile(int percent) {
        return responseTimes.isEmpty() ? null : OrderStatistics.around(responseTimes(), percent);
    }

    /** Conversations ended by duration, with edges 0, 30, 60, 120, 300, 600, 1800, 3600 seconds. */
    public List<Long> durationHistogram() {
        return List.of(durationHistogram);
    }

    /** Percentage with two decimals, null when the denominator is 0. */
    public BigDecimal percentage(BotCount part, long whole) {
        return ratio(BigDecimal.valueOf(count(part)).multiply(BigDecimal.valueOf(100)), whole, 2);
    }

    /** The quotient rounded half up, null when the denominator is 0. */
    static BigDecimal ratio(BigDecimal numerator, long denominator, int decimals) {
        if (denominator == 0) {
            return null;
        }
        return numerator.divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
    }
}
