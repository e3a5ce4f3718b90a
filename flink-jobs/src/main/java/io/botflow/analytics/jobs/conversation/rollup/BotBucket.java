package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.event.KnowledgeBase;
import io.botflow.analytics.schemas.figures.Money;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The facts of one bot in one bucket of time, of whatever length. Not safe for threads. */
public final class BotBucket {
    private final Counters<BotCounter> counters;
    private final ResponseTimeSketch responseTimes;

    public BotBucket() {
        this(new Counters<>(BotCounter.class), new ResponseTimeSketch());
    }

    private BotBucket(Counters<BotCounter> counters, ResponseTimeSketch responseTimes) {
        this.counters = counters;
        this.responseTimes = responseTimes;
    }

    public long get(BotCounter name) {
        return counters.get(name);
    }

    void add(BotCounter name, long amount) {
        counters.add(name, amount);
    }

    /** Counts a message of the bot; messages are never taken back. */
    void addMessage(BotEvent message) {
        if (message.type() == EventType.MESSAGE_RECEIVED) {
            counters.add(BotCounter.INBOUND, 1);
            return;
        }
        counters.add(BotCounter.OUTBOUND, 1);
        counters.add(
                switch (message.outcome()) {
                    case SUCCESS -> BotCounter.SUCCESS;
                    case FAILURE -> BotCounter.FAILURE;
                    case FALLBACK -> BotCounter.FALLBACK;
                },
                1);
        if (message.responseTimeMillis() != BotEvent.ABSENT) {
            counters.add(BotCounter.RESPONSE_TIMES, 1);
            counters.add(BotCounter.RESPONSE_TIME_SUM_MILLIS, message.responseTimeMillis());
            responseTimes.add(message.responseTimeMillis());
        }
        counters.add(BotCounter.TOKENS, message.tokensUsed());
        counters.add(BotCounter.COST_WHOLE, message.costNanos() / Money.NANOS);
        counters.add(BotCounter.COST_NANOS, message.costNanos() % Money.NANOS);
        if (message.knowledgeBase() != null) {
            counters.add(
                    message.knowledgeBase() == KnowledgeBase.HIT
                            ? BotCounter.KNOWLEDGE_BASE_HITS
                            : BotCounter.KNOWLEDGE_BASE_MISSES,
                    1);
        }
    }

    /** Counts an end, or with sign −1 takes it back. */
    void addEnd(long durationSeconds, int sign) {
        counters.add(BotCounter.ENDED, sign);
        counters.add(BotCounter.DURATION_SUM_SECONDS, sign * durationSeconds);
        counters.add(BotCounter.ofDuration(durationSeconds), sign);
        counters.add(BotCounter.RETRACTABLE, sign);
    }

    void addAll(BotBucket other) {
        counters.addAll(other.counters);
        responseTimes.merge(other.responseTimes);
    }

    public ResponseTimeSketch responseTimes() {
        return responseTimes;
    }

    boolean isZero() {
        return counters.isZero();
    }

    BotBucket copy() {
        return new BotBucket(counters.copy(), responseTimes.copy());
    }

    void write(DataOutput out) throws IOException {
        counters.write(out);
        Compact.writeBytes(responseTimes.isEmpty() ? null : responseTimes.toBytes(), out);
    }

    static BotBucket read(DataInput in) throws IOException {
        Counters<BotCounter> counters = Counters.read(BotCounter.class, in);
        byte[] responseTimes = Compact.readBytes(in);
        return new BotBucket(
                counters,
                responseTimes == null ? new ResponseTimeSketch() : ResponseTimeSketch.fromBytes(responseTimes));
    }
}
