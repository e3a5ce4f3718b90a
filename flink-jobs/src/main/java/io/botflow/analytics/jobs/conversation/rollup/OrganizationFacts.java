package io.botflow.analytics.jobs.conversation.rollup;

import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Facts of one organization in one hour, combined before the shuffle. */
public record OrganizationFacts(OrganizationHour hour, OrganizationBucket facts) {
    public static final TypeInformation<OrganizationFacts> TYPE =
            new CompactTypeInfo<>(OrganizationFacts.class, new OrganizationFactsSerializer());

    /** Carries combined facts over the network; never kept in state. */
    public static final class OrganizationFactsSerializer extends CompactSerializer<OrganizationFacts> {
        private static final long serialVersionUID = 1;
        private static final OrganizationHour.OrganizationHourSerializer KEYS =
                new OrganizationHour.OrganizationHourSerializer();

        @Override
        protected void write(OrganizationFacts combined, DataOutputView out) throws IOException {
            KEYS.serialize(combined.hour, out);
            combined.facts.write(out);
        }

        @Override
        public OrganizationFacts deserialize(DataInputView in) throws IOException {
            return new OrganizationFacts(KEYS.deserialize(in), OrganizationBucket.read(in));
        }
    }
}
