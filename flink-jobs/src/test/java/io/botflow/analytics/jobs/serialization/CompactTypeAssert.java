package io.botflow.analytics.jobs.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.assertj.core.api.AbstractAssert;

/** Says of a type's serializer what every hand-written one must keep to. */
public final class CompactTypeAssert<T> extends AbstractAssert<CompactTypeAssert<T>, TypeInformation<T>> {
    private final TypeSerializer<T> serializer;

    private CompactTypeAssert(TypeInformation<T> type) {
        super(type, CompactTypeAssert.class);
        serializer = type.createSerializer(new SerializerConfigImpl());
    }

    /** Begins to say something of a type. */
    public static <T> CompactTypeAssert<T> assertThatType(TypeInformation<T> type) {
        return new CompactTypeAssert<>(type);
    }

    /** It is written by hand, not by Kryo, and a restore finds it again under its name. */
    public CompactTypeAssert<T> isCompactAndComesBackFromItsSnapshot() throws IOException {
        assertThat(serializer).isInstanceOf(CompactSerializer.class);
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());

        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());

        assertThat(restored.restoreSerializer()).isEqualTo(serializer).isNotSameAs(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
        return this;
    }

    /** A value comes back from its bytes, and takes all of them and no more. */
    public CompactTypeAssert<T> bringsBack(T value, BiConsumer<T, T> areEqual) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        out.writeByte(42);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T back = serializer.deserialize(in);
        assertThat(in.readByte()).as("the byte behind the value").isEqualTo((byte) 42);
        areEqual.accept(back, value);

        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        areEqual.accept(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())), value);
        return this;
    }

    /** What changes a copy leaves the original as it was. */
    public CompactTypeAssert<T> copiesDeeply(T value, Consumer<T> change, BiConsumer<T, T> areEqual)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        T before = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(serializer.isImmutableType()).isFalse();

        T copy = serializer.copy(value);
        areEqual.accept(copy, before);
        change.accept(copy);

        areEqual.accept(value, before);
        assertThat(catchDifference(copy, before, areEqual))
                .as("the change shows in the copy")
                .isTrue();
        return this;
    }

    private static <T> boolean catchDifference(T one, T other, BiConsumer<T, T> areEqual) {
        try {
            areEqual.accept(one, other);
            return false;
        } catch (AssertionError different) {
            return true;
        }
    }
}
