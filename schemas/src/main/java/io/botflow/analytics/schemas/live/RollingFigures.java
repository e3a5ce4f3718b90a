package io.botflow.analytics.schemas.live;

import io.botflow.analytics.schemas.event.BotEvent;
import io.botflow.analytics.schemas.event.EventType;
import io.botflow.analytics.schemas.sketch.ResponseTimeSketch;
import io.botflow.analytics.schemas.sketch.Varints;

/**
 * What was counted in a span of time, of one bot or of several: sums and a sketch, so that spans and bots merge exactly.
 * Not safe for threads.
 */
public final class RollingFigures {
    private static final byte FORMAT = 1;

    private long activeConversations;
    private long messages;
    private long successful;
    private long failed;
    private long fallback;
    private long tokens;
    private long responseTimeSumMillis;
    private final ResponseTimeSketch responseTimes;

    /** Figures without any message. */
    public RollingFigures() {
        this(new ResponseTimeSketch());
    }

    private RollingFigures(ResponseTimeSketch responseTimes) {
        this.responseTimes = responseTimes;
    }

    /** Counts a {@code message_received} or {@code message_sent}. */
    public void addMessage(BotEvent message) {
        messages++;
        if (message.type() == EventType.MESSAGE_RECEIVED) {
            return;
        }
        switch (message.outcome()) {
            case SUCCESS -> successful++;
            case FAILURE -> failed++;
            case FALLBACK -> fallback++;
        }
        tokens += message.tokensUsed();
        if (message.responseTimeMillis() != BotEvent.ABSENT) {
            responseTimeSumMillis += message.responseTimeMillis();
            responseTimes.add(message.responseTimeMillis());
        }
    }

    /** Counts conversations that are active, or with a negative amount takes them back. */
    public void addActiveConversations(long amount) {
        activeConversations += amount;
    }

    /** Takes in all that the other has counted. */
    public void merge(RollingFigures other) {
        addCounters(other, 1);
        responseTimes.merge(other.responseTimes);
    }

    /**
     * Takes out what was merged before.
     *
     * @throws IllegalArgumentException if response times were never merged here
     */
    public void subtract(RollingFigures other) {
        responseTimes.subtract(other.responseTimes);
        addCounters(other, -1);
    }

    private void addCounters(RollingFigures other, int sign) {
        activeConversations += sign * other.activeConversations;
        messages += sign * other.messages;
        successful += sign * other.successful;
        failed += sign * other.failed;
        fallback += sign * other.fallback;
        tokens += sign * other.tokens;
        responseTimeSumMillis += sign * other.responseTimeSumMillis;
    }

    public long activeConversations() {
        return activeConversations;
    }

    public long messages() {
        return messages;
    }

    public long successful() {
        return successful;
    }

    public long failed() {
        return failed;
    }

    public long fallback() {
        return fallback;
    }

    public long tokens() {
        return tokens;
    }

    public long responseTimeSumMillis() {
        return responseTimeSumMillis;
    }

    public ResponseTimeSketch responseTimes() {
        return responseTimes;
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return messages == 0 && activeConversations == 0;
    }

    public RollingFigures copy() {
        RollingFigures copy = new RollingFigures(responseTimes.copy());
        copy.addCounters(this, 1);
        return copy;
    }

    /** A compact form for Redis and for state. */
    public byte[] toBytes() {
        byte[] sketch = responseTimes.toBytes();
        Varints.Writer out = new Varints.Writer(32 + sketch.length);
        out.writeByte(FORMAT);
        out.writeVarint(activeConversations);
        out.writeVarint(messages);
        out.writeVarint(successful);
        out.writeVarint(failed);
        out.writeVarint(fallback);
        out.writeVarint(tokens);
        out.writeVarint(responseTimeSumMillis);
        out.writeBytes(sketch);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes()} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no figures
     */
    public static RollingFigures fromBytes(byte[] bytes) {
        Varints.Reader in = new Varints.Reader(bytes);
        if (in.readByte() != FORMAT) {
            throw new IllegalArgumentException("not figures of format " + FORMAT);
        }
        long activeConversations = in.readVarint();
        long messages = in.readVarint();
        long successful = in.readVarint();
        long failed = in.readVarint();
        long fallback = in.readVarint();
        long tokens = in.readVarint();
        long responseTimeSumMillis = in.readVarint();
        RollingFigures figures = new RollingFigures(ResponseTimeSketch.fromBytes(in.rest()));
        figures.activeConversations = activeConversations;
        figures.messages = messages;
        figures.successful = successful;
        figures.failed = failed;
        figures.fallback = fallback;
        figures.tokens = tokens;
        figures.responseTimeSumMillis = responseTimeSumMillis;
        return figures;
    }
}
