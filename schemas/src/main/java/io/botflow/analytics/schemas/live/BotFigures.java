package io.botflow.analytics.schemas.live;

import io.botflow.analytics.schemas.sketch.Varints;

/**
 * The figures of a bot, or of several, over the last 60 minutes and over the 60 before those.
 *
 * @param current the minute of {@code as_of} and the 59 before it
 * @param previous the 60 minutes before those
 */
public record BotFigures(RollingFigures current, RollingFigures previous) {
    /** Figures without any message. */
    public BotFigures() {
        this(new RollingFigures(), new RollingFigures());
    }

    /** Takes in all that the other has counted. */
    public void merge(BotFigures other) {
        current.merge(other.current);
        previous.merge(other.previous);
    }

    public boolean isEmpty() {
        return current.isEmpty() && previous.isEmpty();
    }

    /** The form in which Redis holds them, see {@link io.botflow.analytics.schemas.RedisKeys#parts}. */
    public byte[] toBytes() {
        byte[] currentBytes = current.toBytes();
        byte[] previousBytes = previous.toBytes();
        Varints.Writer out = new Varints.Writer(8 + currentBytes.length + previousBytes.length);
        out.writeVarint(currentBytes.length);
        out.writeBytes(currentBytes);
        out.writeBytes(previousBytes);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes()} wrote.
     *
     * @throws IllegalArgumentException if the bytes are no figures
     */
    public static BotFigures fromBytes(byte[] bytes) {
        Varints.Reader in = new Varints.Reader(bytes);
        RollingFigures current = RollingFigures.fromBytes(in.readBytes(in.readVarint()));
        return new BotFigures(current, RollingFigures.fromBytes(in.rest()));
    }
}
