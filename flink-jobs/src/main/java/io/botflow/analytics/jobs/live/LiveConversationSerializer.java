package io.botflow.analytics.jobs.live;

import io.botflow.analytics.jobs.conversation.track.ConversationSerializer;
import io.botflow.analytics.jobs.conversation.track.Moment;
import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link LiveConversation} in state. */
public final class LiveConversationSerializer extends CompactSerializer<LiveConversation> {
    static final TypeInformation<LiveConversation> TYPE =
            new CompactTypeInfo<>(LiveConversation.class, new LiveConversationSerializer());

    private static final long serialVersionUID = 1;
    private static final byte FORMAT = 1;
    private static final Status[] STATUSES = Status.values();
    private static final ConversationSerializer CONVERSATIONS = new ConversationSerializer();

    @Override
    protected void write(LiveConversation live, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        CONVERSATIONS.serialize(live.conversation, out);
        live.dialogue.write(out);
        out.writeBoolean(live.latestMessage != null);
        if (live.latestMessage != null) {
            out.writeLong(live.latestMessage.at());
            Compact.writeUuid(live.latestMessage.eventId(), out);
            Compact.writeUuid(live.latestMessageBot, out);
        }
        out.writeBoolean(live.activeFor != null);
        if (live.activeFor != null) {
            Compact.writeUuid(live.activeFor, out);
        }
        Compact.writeEnum(live.told, out);
        out.writeLong(live.timerAt);
    }

    @Override
    public LiveConversation deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException("live conversation of format " + format + ", known is " + FORMAT);
        }
        LiveConversation live = new LiveConversation();
        live.conversation = CONVERSATIONS.deserialize(in);
        live.dialogue = Dialogue.read(in);
        if (in.readBoolean()) {
            live.latestMessage = new Moment(in.readLong(), Compact.readUuid(in));
            live.latestMessageBot = Compact.readUuid(in);
        }
        UUID activeFor = in.readBoolean() ? Compact.readUuid(in) : null;
        live.activeFor = activeFor;
        live.told = Compact.readEnum(STATUSES, in);
        live.timerAt = in.readLong();
        return live;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public LiveConversation copy(LiveConversation from) {
        LiveConversation copy = new LiveConversation();
        copy.conversation = CONVERSATIONS.copy(from.conversation);
        copy.dialogue = from.dialogue.copy();
        copy.latestMessage = from.latestMessage;
        copy.latestMessageBot = from.latestMessageBot;
        copy.activeFor = from.activeFor;
        copy.told = from.told;
        copy.timerAt = from.timerAt;
        return copy;
    }
}
