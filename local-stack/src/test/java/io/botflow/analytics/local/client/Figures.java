package io.botflow.analytics.local.client;

import io.botflow.analytics.jobs.oracle.OrderStatistics;
import io.botflow.analytics.jobs.oracle.ResponseTimeInterval;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.event.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What some facts say together, counted plainly from each of them. */
record Figures(Collection<Fact> facts) {
    private static final long[] EDGES = {0, 30, 60, 120, 300, 600, 1800, 3600};

    long count(Fact.Kind kind) {
        return of(kind).count();
    }

    private Stream<Fact> of(Fact.Kind kind) {
        return facts.stream().filter(fact -> fact.kind() == kind);
    }

    private Stream<BotEvent> messages() {
        return of(Fact.Kind.MESSAGE).map(Fact::event);
    }

    private Stream<BotEvent> sent() {
        return messages().filter(message -> message.type() == EventType.MESSAGE_SENT);
    }

    long inbound() {
        return messages()
                .filter(message -> message.type() == EventType.MESSAGE_RECEIVED)
                .count();
    }

    /** Messages of bots; each has an outcome. */
    long outbound() {
        return sent().count();
    }

    long with(Outcome outcome) {
        return sent().filter(message -> message.outcome() == outcome).count();
    }

    /** Percent of all outcomes. */
    BigDecimal rate(Outcome outcome) {
        return ratio(BigDecimal.valueOf(100 * with(outcome)), outbound(), 2);
    }

    BigDecimal handoffRate() {
        return ratio(BigDecimal.valueOf(100 * count(Fact.Kind.ESCALATED)), count(Fact.Kind.ACTIVE), 2);
    }

    BigDecimal knowledgeBaseHitRate() {
        long hits = sent().filter(message -> message.knowledgeBase() == KnowledgeBase.HIT)
                .count();
        long consulted =
                sent().filter(message -> message.knowledgeBase() != null).count();
        return ratio(BigDecimal.valueOf(100 * hits), consulted, 2);
    }

    private List<Integer> responseTimes() {
        return sent().map(BotEvent::responseTimeMillis)
                .filter(millis -> millis != BotEvent.ABSENT)
                .sorted()
                .toList();
    }

    long responses() {
        return responseTimes().size();
    }

    /** Whole milliseconds. */
    BigDecimal averageResponseTime() {
        List<Integer> times = responseTimes();
        return ratio(sum(times.stream().mapToLong(Integer::longValue)), times.size(), 0);
    }

    ResponseTimeInterval percentile(int percent) {
        List<Integer> times = responseTimes();
        return times.isEmpty() ? null : OrderStatistics.around(times, percent);
    }

    BigDecimal tokens() {
        return sum(sent().mapToLong(BotEvent::tokensUsed));
    }

    /** Not rounded. */
    BigDecimal cost() {
        return sent().map(message -> BigDecimal.valueOf(message.costNanos(), 9))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whole seconds. */
    BigDecimal averageDuration() {
        return ratio(sum(of(Fact.Kind.ENDED).mapToLong(Fact::number)), count(Fact.Kind.ENDED), 0);
    }

    /** Conversations that ended, by duration. */
    List<Long> durationHistogram() {
        return LongStream.range(0, EDGES.length)
                .mapToObj(bin -> of(Fact.Kind.ENDED)
                        .filter(end -> end.number() >= EDGES[(int) bin]
                                && (bin + 1 == EDGES.length || end.number() < EDGES[(int) bin + 1]))
                        .count())
                .toList();
    }

    BigDecimal averageRating() {
        return ratio(sum(of(Fact.Kind.RATED).mapToLong(Fact::number)), count(Fact.Kind.RATED), 2);
    }

    /** By the conversations that were active. */
    BigDecimal perConversation(BigDecimal what, int decimals) {
        return ratio(what, count(Fact.Kind.ACTIVE), decimals);
    }

    private static BigDecimal sum(LongStream numbers) {
        return numbers.mapToObj(BigDecimal::valueOf).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Half up, null when the denominator is 0. */
    private static BigDecimal ratio(BigDecimal numerator, long denominator, int decimals) {
        return denominator == 0
                ? null
                : numerator.divide(BigDecimal.valueOf(denominator), decimals, RoundingMode.HALF_UP);
    }
}
