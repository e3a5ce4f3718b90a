package io.botflow.analytics.jobs.admission;

import io.botflow.analytics.jobs.Ids;
import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import io.botflow.analytics.schemas.event.BotEvent;
import java.io.IOException;
import java.util.Comparator;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What an event is the same within: its conversation, or for an organization's own events the event itself.
 *
 * @param id of the conversation, or of the event
 */
public record EventScope(UUID organizationId, boolean isConversation, UUID id) {
    public static final TypeInformation<EventScope> TYPE =
            new CompactTypeInfo<>(EventScope.class, new EventScopeSerializer());

    public static final Comparator<EventScope> ORDER =
            Comparator.comparing(EventScope::organizationId, Ids.AS_TEXT).thenComparing(EventScope::id, Ids.AS_TEXT);

    public static EventScope of(BotEvent event) {
        boolean isConversation = event.type().isOfConversation();
        return new EventScope(
                event.organizationId(), isConversation, isConversation ? event.conversationId() : event.eventId());
    }

    /** Decides the task, so it must never change: spelled out, since that of a record is left to the JDK. */
    @Override
    public int hashCode() {
        return 31 * (31 * organizationId.hashCode() + id.hashCode()) + (isConversation ? 1 : 0);
    }

    /** The form of the key in state. */
    public static final class EventScopeSerializer extends CompactSerializer<EventScope> {
        private static final long serialVersionUID = 1;

        @Override
        protected void write(EventScope scope, DataOutputView out) throws IOException {
            Compact.writeUuid(scope.organizationId, out);
            out.writeBoolean(scope.isConversation);
            Compact.writeUuid(scope.id, out);
        }

        @Override
        public EventScope deserialize(DataInputView in) throws IOException {
            return new EventScope(Compact.readUuid(in), in.readBoolean(), Compact.readUuid(in));
        }
    }
}
