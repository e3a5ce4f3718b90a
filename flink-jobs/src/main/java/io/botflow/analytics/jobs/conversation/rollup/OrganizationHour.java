package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.Ids;
import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.Comparator;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * One organization in one UTC hour: the key of what is rolled up per organization.
 *
 * @param hour hours since the epoch
 */
public record OrganizationHour(UUID organizationId, long hour) {
    public static final TypeInformation<OrganizationHour> TYPE =
            new CompactTypeInfo<>(OrganizationHour.class, new OrganizationHourSerializer());

    static final long MILLIS = 3_600_000;
    static final Comparator<OrganizationHour> ORDER = Comparator.comparing(
                    OrganizationHour::organizationId, Ids.AS_TEXT)
            .thenComparingLong(OrganizationHour::hour);

    /** Decides the task, so it must never change: spelled out, since that of a record is left to the JDK. */
    @Override
    public int hashCode() {
        return 31 * organizationId.hashCode() + Long.hashCode(hour);
    }

    /** The form of the key in state. */
    public static final class OrganizationHourSerializer extends CompactSerializer<OrganizationHour> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(OrganizationHour key, DataOutputView out) throws IOException {
            Compact.writeUuid(key.organizationId, out);
            Compact.writeLong(key.hour, out);
        }

        @Override
        public OrganizationHour deserialize(DataInputView in) throws IOException {
            return new OrganizationHour(Compact.readUuid(in), Compact.readLong(in));
        }
    }
}
