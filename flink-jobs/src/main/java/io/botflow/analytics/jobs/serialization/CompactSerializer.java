package io.botflow.analytics.jobs.serialization;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A hand-written serializer: stateless, with a public constructor without arguments, and in charge of its own format.
 *
 * @param <T> the type; taken as immutable unless {@link #copy(Object)} and {@link #isImmutableType()} say otherwise
 */
public abstract class CompactSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;
    /** Keys and most other values take fewer. */
    private static final int FEW_BYTES = 64;

    /** Writes the value in its form, number by number. */
    protected abstract void write(T value, DataOutputView out) throws IOException;

    /** How many bytes a value takes as a rule, so that the memory they are gathered in need not grow. */
    protected int usualBytes() {
        return FEW_BYTES;
    }

    /**
     * Gathers the value's bytes in memory first where they go into a checkpoint's stream: that takes every number through
     * several streams, byte by byte.
     */
    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        if (out instanceof DataOutputSerializer) {
            write(value, out);
            return;
        }
        DataOutputSerializer bytes = new DataOutputSerializer(usualBytes());
        write(value, bytes);
        out.write(bytes.getSharedBuffer(), 0, bytes.length());
    }

    @Override
    public abstract T deserialize(DataInputView in) throws IOException;

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new CompactSerializerSnapshot<>(this);
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // a serializer is what its class is
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().getName().hashCode();
    }
}
