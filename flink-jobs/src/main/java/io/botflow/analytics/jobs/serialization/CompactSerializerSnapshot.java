package io.botflow.analytics.jobs.serialization;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Names the serializer that wrote a state. Changes of format are told by the format byte within each value, so the
 * same serializer is always compatible as it is.
 */
public final class CompactSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private CompactSerializer<T> serializer;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public CompactSerializerSnapshot() {}

    CompactSerializerSnapshot(CompactSerializer<T> serializer) {
        this.serializer = serializer;
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(serializer.getClass().getName());
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        String name = in.readUTF();
        try {
            serializer = (CompactSerializer<T>) Class.forName(name, true, classLoader)
                    .asSubclass(CompactSerializer.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException("state was written by " + name + ", which is not there", e);
        }
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return serializer;
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        boolean same = old instanceof CompactSerializerSnapshot<T> that && serializer.equals(that.serializer);
        return same
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
