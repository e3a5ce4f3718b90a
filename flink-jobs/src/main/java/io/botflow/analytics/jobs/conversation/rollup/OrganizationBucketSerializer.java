package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link OrganizationBucket} in state. */
public final class OrganizationBucketSerializer extends CompactSerializer<OrganizationBucket> {
    public static final TypeInformation<OrganizationBucket> TYPE =
            new CompactTypeInfo<>(OrganizationBucket.class, new OrganizationBucketSerializer());

    private static final long serialVersionUID = 1;
    private static final byte FORMAT = 1;

    @Override
    protected void write(OrganizationBucket bucket, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        bucket.write(out);
    }

    @Override
    public OrganizationBucket deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException("bucket of format " + format + ", known is " + FORMAT);
        }
        return OrganizationBucket.read(in);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public OrganizationBucket copy(OrganizationBucket from) {
        return from.copy();
    }
}
