package io.botflow.analytics.jobs.serialization;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** An id as a key. Its hash, which decides the task, is specified by the JDK. */
public final class UuidSerializer extends CompactSerializer<UUID> {
    public static final TypeInformation<UUID> TYPE = new CompactTypeInfo<>(UUID.class, new UuidSerializer());

    private static final long serialVersionUID = 1;

    @Override
    protected void write(UUID id, DataOutputView out) throws IOException {
        Compact.writeUuid(id, out);
    }

    @Override
    public UUID deserialize(DataInputView in) throws IOException {
        return Compact.readUuid(in);
    }
}
