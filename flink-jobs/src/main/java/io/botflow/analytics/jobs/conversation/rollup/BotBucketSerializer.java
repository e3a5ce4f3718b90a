package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link BotBucket} in state. */
public final class BotBucketSerializer extends CompactSerializer<BotBucket> {
    public static final TypeInformation<BotBucket> TYPE =
            new CompactTypeInfo<>(BotBucket.class, new BotBucketSerializer());

    private static final long serialVersionUID = 1;
    private static final byte FORMAT = 1;

    @Override
    protected void write(BotBucket bucket, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        bucket.write(out);
    }

    @Override
    public BotBucket deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException("bucket of format " + format + ", known is " + FORMAT);
        }
        return BotBucket.read(in);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public BotBucket copy(BotBucket from) {
        return from.copy();
    }
}
