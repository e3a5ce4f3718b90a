package io.botflow.analytics.jobs.conversation.track;

import io.botflow.analytics.jobs.admission.EventIds;
import io.botflow.analytics.jobs.serialization.Compact;
import io.botflow.analytics.jobs.serialization.CompactSerializer;
import io.botflow.analytics.jobs.serialization.CompactTypeInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The form of a {@link Conversation} in state. */
public final class ConversationSerializer extends CompactSerializer<Conversation> {
    public static final TypeInformation<Conversation> TYPE =
            new CompactTypeInfo<>(Conversation.class, new ConversationSerializer());

    private static final long serialVersionUID = 1;
    private static final byte FORMAT = 1;
    /** With ten events and their responses. */
    private static final int USUAL_BYTES = 512;

    @Override
    protected void write(Conversation conversation, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        conversation.eventIds.write(out);
        Origin.write(conversation.origin, out);
        Origin.write(conversation.ratingOrigin, out);
        out.writeLong(conversation.newestAt);
        out.writeLong(conversation.lastActivityAt);
        out.writeLong(conversation.lastMessageAt);
        Latest.write(conversation.lastEnd, out);
        Latest.write(conversation.lastRating, out);
        out.writeBoolean(conversation.idleEnded);
        DayFirst.write(conversation.activeDays, out);
        DayFirst.write(conversation.escalatedDays, out);
        writeRatings(conversation.ratings, out);
        conversation.responseTimes.write(out);
        Compact.writeLong(conversation.received, out);
        Compact.writeLong(conversation.sent, out);
        Compact.writeLong(conversation.successes, out);
        Compact.writeLong(conversation.failures, out);
        Compact.writeLong(conversation.fallbacks, out);
        Compact.writeLong(conversation.knowledgeBaseHits, out);
        Compact.writeLong(conversation.knowledgeBaseMisses, out);
        Compact.writeLong(conversation.tokens, out);
        Compact.writeLong(conversation.costWhole, out);
        Compact.writeLong(conversation.costNanos, out);
        out.writeLong(conversation.timerAt);
    }

    @Override
    public Conversation deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException("conversation of format " + format + ", known is " + FORMAT);
        }
        Conversation conversation = new Conversation();
        conversation.eventIds = EventIds.read(in);
        conversation.origin = Origin.read(in);
        conversation.ratingOrigin = Origin.read(in);
        conversation.newestAt = in.readLong();
        conversation.lastActivityAt = in.readLong();
        conversation.lastMessageAt = in.readLong();
        conversation.lastEnd = Latest.read(in);
        conversation.lastRating = Latest.read(in);
        conversation.idleEnded = in.readBoolean();
        conversation.activeDays = DayFirst.read(in);
        conversation.escalatedDays = DayFirst.read(in);
        conversation.ratings = readRatings(in);
        conversation.responseTimes = ResponseTimes.read(in);
        conversation.received = Compact.readLong(in);
        conversation.sent = Compact.readLong(in);
        conversation.successes = Compact.readLong(in);
        conversation.failures = Compact.readLong(in);
        conversation.fallbacks = Compact.readLong(in);
        conversation.knowledgeBaseHits = Compact.readLong(in);
        conversation.knowledgeBaseMisses = Compact.readLong(in);
        conversation.tokens = Compact.readLong(in);
        conversation.costWhole = Compact.readLong(in);
        conversation.costNanos = Compact.readLong(in);
        conversation.timerAt = in.readLong();
        return conversation;
    }

    @Override
    protected int usualBytes() {
        return USUAL_BYTES;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public Conversation copy(Conversation from) {
        Conversation copy = new Conversation();
        copy.eventIds = from.eventIds.copy();
        copy.origin = from.origin;
        copy.ratingOrigin = from.ratingOrigin;
        copy.newestAt = from.newestAt;
        copy.lastActivityAt = from.lastActivityAt;
        copy.lastMessageAt = from.lastMessageAt;
        copy.lastEnd = from.lastEnd;
        copy.lastRating = from.lastRating;
        copy.idleEnded = from.idleEnded;
        copy.activeDays = new ArrayList<>(from.activeDays);
        copy.escalatedDays = new ArrayList<>(from.escalatedDays);
        copy.ratings = new ArrayList<>(from.ratings);
        copy.responseTimes = from.responseTimes.copy();
        copy.received = from.received;
        copy.sent = from.sent;
        copy.successes = from.successes;
        copy.failures = from.failures;
        copy.fallbacks = from.fallbacks;
        copy.knowledgeBaseHits = from.knowledgeBaseHits;
        copy.knowledgeBaseMisses = from.knowledgeBaseMisses;
        copy.tokens = from.tokens;
        copy.costWhole = from.costWhole;
        copy.costNanos = from.costNanos;
        copy.timerAt = from.timerAt;
        return copy;
    }

    private static void writeRatings(List<Conversation.Rating> ratings, DataOutputView out) throws IOException {
        Compact.writeLong(ratings.size(), out);
        for (Conversation.Rating rating : ratings) {
            out.writeLong(rating.at());
            out.writeByte(rating.value());
        }
    }

    private static List<Conversation.Rating> readRatings(DataInputView in) throws IOException {
        int count = Compact.readInt(in);
        List<Conversation.Rating> ratings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ratings.add(new Conversation.Rating(in.readLong(), in.readByte()));
        }
        return ratings;
    }
}
