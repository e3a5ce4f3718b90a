package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import io.botflow.analytics.schemas.live.RollingFigures;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of {@link RollingFigures} in state; their own bytes begin with their format. */
public final class RollingFiguresSerializer extends CompactSerializer<RollingFigures> {
    static final TypeInformation<RollingFigures> TYPE =
            new CompactTypeInfo<>(RollingFigures.class, new RollingFiguresSerializer());

    private static final long serialVersionUID = 1;

    @Override
    protected void write(RollingFigures figures, DataOutputView out) throws IOException {
        Compact.writeBytes(figures.toBytes(), out);
    }

    @Override
    public RollingFigures deserialize(DataInputView in) throws IOException {
        return RollingFigures.fromBytes(Compact.readBytes(in));
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public RollingFigures copy(RollingFigures from) {
        return from.copy();
    }
}
